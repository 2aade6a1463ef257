#pragma once

#include <base/error.h>
#include <inject/port_facts.h>

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <vector>

namespace tapscope {

/// The engine's one wait: for any of many descriptors until a moment, by ppoll(2). One thread.
///
/// The kernel rounds the ends of waits up to 50 µs later (PR_SET_TIMERSLACK), which is most of what a paced frame would
/// be late; preciseTimers() ends that. tests/bench/port_bench compares it with io_uring's timeouts.
class PortWait {
public:
    using Clock = std::chrono::steady_clock;
    /// An output that was full is tried again after this.
    static constexpr std::chrono::microseconds roomAgainAfter{500};

    /// The calling thread's waits end when they are due.
    static void preciseTimers() noexcept;

    /// Forgets what was waited for.
    void clear() noexcept { descriptors_.clear(); }
    void add(const Watch& watch) { descriptors_.push_back({watch.fd, watch.events, 0}); }
    /// How many were added: the place of the next.
    [[nodiscard]] std::size_t size() const noexcept { return descriptors_.size(); }

    /// Until one is ready, or `until` at most: a moment that is past only looks.
    [[nodiscard]] Result<void> wait(Clock::time_point until);
    /// Whether one of [first, last) became ready or failed.
    [[nodiscard]] bool isReady(std::size_t first, std::size_t last) const noexcept;

private:
    std::vector<pollfd> descriptors_;
};

} // namespace tapscope
