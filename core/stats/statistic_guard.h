#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tapscope {

/// Records whether a plugin's statistic has failed, and which of its calls are in progress. Shared by all callers, on
/// any thread, including a thread that was abandoned in a call.
class StatisticGuard {
public:
    /// The calls of one thread: an odd number while it is in one.
    struct Calls {
        std::atomic<std::uint64_t> count = 0;
        std::uint64_t seen = 0; ///< as seen by the last look()
        unsigned looks = 0;     ///< checks that saw it in the same call
    };
    [[nodiscard]] std::shared_ptr<Calls> makeCalls() {
        auto calls = std::make_shared<Calls>();
        const std::lock_guard lock(mutex_);
        std::erase_if(calls_, [](const auto& each) { return each.expired(); });
        calls_.push_back(calls);
        return calls;
    }

    [[nodiscard]] bool hasFailed() const noexcept { return hasFailed_.load(std::memory_order_relaxed); }
    /// The first reason; empty while there is none.
    [[nodiscard]] std::string failure() const {
        const std::lock_guard lock(mutex_);
        return failure_;
    }
    void fail(std::string reason) {
        const std::lock_guard lock(mutex_);
        if (!hasFailed_.exchange(true))
            failure_ = std::move(reason);
    }
    /// Calls the plugin; false if it threw.
    template <typename Call>
    bool call(Calls& calls, const Call& call) {
        const Visit visit(calls);
        try {
            call();
            return true;
        } catch (const std::exception& fault) {
            fail("it failed (" + std::string(fault.what()) + ")");
        } catch (...) {
            fail("it failed");
        }
        return false;
    }
    /// See GuardedKind::look().
    void look(unsigned looks) {
        bool isHanging = false;
        {
            const std::lock_guard lock(mutex_);
            for (const auto& each : calls_) {
                const auto calls = each.lock();
                if (!calls)
                    continue;
                const std::uint64_t now = calls->count.load(std::memory_order_relaxed);
                const bool isSame = now % 2 == 1 && now == calls->seen;
                calls->looks = isSame ? calls->looks + 1 : now % 2;
                calls->seen = now;
                isHanging = isHanging || calls->looks >= looks;
            }
        }
        if (isHanging)
            fail("it does not return");
    }

private:
    struct Visit {
        explicit Visit(Calls& entered) noexcept : calls(entered) { step(); }
        ~Visit() { step(); }
        Visit(const Visit&) = delete;
        Visit& operator=(const Visit&) = delete;
        /// Only the calling thread writes it.
        void step() const noexcept {
            calls.count.store(calls.count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        }
        Calls& calls;
    };

    std::atomic<bool> hasFailed_ = false;
    mutable std::mutex mutex_; ///< guards the members below, and Calls::seen and looks
    std::string failure_;
    std::vector<std::weak_ptr<Calls>> calls_;
};

} // namespace tapscope
