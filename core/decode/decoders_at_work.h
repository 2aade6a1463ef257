#pragma once

#include <decode/protocol.h>

#include <pthread.h>

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace tapscope {

/// Which decoder each thread is in at the moment. The dissection writes it, which costs two stores a call; HangWatch
/// reads it to find those that do not return. Any thread, without a lock.
class DecodersAtWork {
public:
    static constexpr std::size_t mostThreads = 128; ///< those beyond it are not seen

    /// What a thread is at: a call of `outer`, which asks `inner` at the moment (itself, when it asks nobody).
    struct Call {
        ProtocolId outer = noProtocol, inner = noProtocol;
        std::uint32_t number = 0; ///< other than in the thread's earlier calls
        [[nodiscard]] bool isThere() const noexcept { return outer != noProtocol; }
    };

    /// The calling thread is in this decoder while it lives.
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
        ~Visit() { state_.store(before_, std::memory_order_relaxed); }
        Visit(const Visit&) = delete;
        Visit& operator=(const Visit&) = delete;

    private:
        std::atomic<std::uint64_t>& state_;
        std::uint64_t before_;
    };

    /// What the thread in a place (0 to mostThreads - 1) is at.
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
    /// A thread keeps its place; the system gives the id of one that has ended to a later one.
    [[nodiscard]] std::atomic<std::uint64_t>& mine() noexcept {
        const auto self = std::bit_cast<std::uintptr_t>(pthread_self());
        constexpr unsigned smallestStack = 14; // ids of threads are addresses in their stacks
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
