#pragma once

#include <decode/protocol.h>

#include <pthread.h>

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace tapscope {

/// Records which decoder each thread is executing. The dissection writes it, at a cost of two stores per call, and
/// HangWatch reads it to find decoders that do not return. Any thread, without a lock.
class DecodersAtWork {
public:
    static constexpr std::size_t mostThreads = 128; ///< further threads are not recorded

    /// A thread's current call: one of `outer`, which is currently calling `inner` (or is `inner` itself).
    struct Call {
        ProtocolId outer = noProtocol, inner = noProtocol;
        std::uint32_t number = 0; ///< differs from those of the thread's earlier calls
        [[nodiscard]] bool isThere() const noexcept { return outer != noProtocol; }
    };

    /// Records that the calling thread executes this decoder, for the lifetime of the object.
    class Visit {
    public:
        Visit(DecodersAtWork& all, ProtocolId protocol) noexcept
            : state_(all.mine()), before_(state_.load(std::memory_order_relaxed)) {
            Call call = unpacked(before_);
            call.inner = protocol;
            if (!call.isThere()) {
                call.outer = protocol;
                ++call.number;
            }
            state_.store(packed(call), std::memory_order_relaxed);
            if (!unpacked(before_).isThere())
                before_ = packed({.number = call.number});
        }
        /// The thread executes another decoder now, called by the same one: cheaper than a visit for each.
        void moveTo(ProtocolId protocol) noexcept {
            Call call = unpacked(state_.load(std::memory_order_relaxed));
            call.inner = protocol;
            if (!unpacked(before_).isThere()) {
                call.outer = protocol;
                ++call.number;
                before_ = packed({.number = call.number});
            }
            state_.store(packed(call), std::memory_order_relaxed);
        }
        ~Visit() { state_.store(before_, std::memory_order_relaxed); }
        Visit(const Visit&) = delete;
        Visit& operator=(const Visit&) = delete;

    private:
        std::atomic<std::uint64_t>& state_;
        std::uint64_t before_;
    };

    /// Returns the current call of the thread at an index (0 to mostThreads - 1).
    [[nodiscard]] Call at(std::size_t place) const noexcept {
        return unpacked(places_[place].state.load(std::memory_order_relaxed));
    }

private:
    struct alignas(64) Place { // in a cache line of its own
        std::atomic<std::uintptr_t> thread = 0;
        std::atomic<std::uint64_t> state = packed({});
    };

    [[nodiscard]] static constexpr std::uint64_t packed(const Call& call) noexcept {
        return std::uint64_t{call.number} << 32 | std::uint64_t{call.outer} << 16 | call.inner;
    }
    [[nodiscard]] static constexpr Call unpacked(std::uint64_t state) noexcept {
        return {static_cast<ProtocolId>(state >> 16), static_cast<ProtocolId>(state),
                static_cast<std::uint32_t>(state >> 32)};
    }
    /// A thread keeps its index. The system reuses the ids of threads that have ended.
    [[nodiscard]] std::atomic<std::uint64_t>& mine() noexcept {
        const auto self = std::bit_cast<std::uintptr_t>(pthread_self());
        constexpr unsigned smallestStack = 14; // the ids of threads are addresses in their stacks
        const std::size_t begin = self >> smallestStack;
        for (std::size_t i = 0; i < mostThreads; ++i) {
            Place& place = places_[(begin + i) % mostThreads];
            std::uintptr_t owner = place.thread.load(std::memory_order_relaxed);
            if (owner == self ||
                (owner == 0 && place.thread.compare_exchange_strong(owner, self, std::memory_order_relaxed)))
                return place.state;
        }
        return unseen_;
    }

    std::array<Place, mostThreads> places_;
    std::atomic<std::uint64_t> unseen_ = packed({});
};

} // namespace tapscope
