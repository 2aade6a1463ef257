#pragma once

#include <base/error.h>
#include <inject/port_facts.h>

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <vector>

namespace tapscope {

/// The engine's only wait: for many descriptors until a point in time, by ppoll(2). For one thread.
///
/// The kernel may end a wait up to 50 µs late (PR_SET_TIMERSLACK), which is most of the delay of a paced frame, and
/// other threads may have the processor then for milliseconds. beOnTime() makes both less likely.
/// tests/bench/port_bench compares the wait with io_uring's timeouts.
class PortWait {
public:
    using Clock = std::chrono::steady_clock;
    /// An output that was full is tried again after this.
    static constexpr std::chrono::microseconds roomAgainAfter{500};

    /// Makes the calling thread's waits end when they are due: without slack, and with short slices of processor time,
    /// for which Linux 6.12 and later let it run sooner (sched_setattr(2), sched_runtime). Needs no privileges.
    static void beOnTime() noexcept;

    /// Removes all descriptors.
    void clear() noexcept { descriptors_.clear(); }
    void add(const Watch& watch) { descriptors_.push_back({watch.fd, watch.events, 0}); }
    /// The number of descriptors; the index of the next one.
    [[nodiscard]] std::size_t size() const noexcept { return descriptors_.size(); }

    /// Waits until a descriptor is ready, at most until `until`. If that is in the past, only checks.
    [[nodiscard]] Result<void> wait(Clock::time_point until);
    /// Whether one of the descriptors [first, last) became ready or failed.
    [[nodiscard]] bool isReady(std::size_t first, std::size_t last) const noexcept;

private:
    std::vector<pollfd> descriptors_;
};

} // namespace tapscope
