#pragma once

#include <base/frame.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tapscope {

/// Puts the frames of several ports into the order of their times: each is held for 25 ms, in which those of another
/// port can come that are older. Within a port the order stays as it came. One thread; in the steady state nothing is
/// allocated.
class HoldBack {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr auto longest = std::chrono::milliseconds(25);

    /// Takes what comes out, in order.
    using Output = std::function<void(PortId port, std::span<const Frame> frames)>;
    explicit HoldBack(Output output) : output_(std::move(output)) {}

    /// Copies them.
    void add(PortId port, std::span<const Frame> frames, Clock::time_point now);
    /// Gives out what has been held long enough.
    void release(Clock::time_point now) { releaseFrom(now - longest); }
    void releaseAll() { releaseFrom(Clock::time_point::max()); }
    /// When the next has been held long enough; nullopt = nothing is held.
    [[nodiscard]] std::optional<Clock::time_point> due() const;
    /// Frames that came too late for their place, and stand behind newer ones.
    [[nodiscard]] std::uint64_t late() const noexcept { return late_; }

private:
    /// Frames that came together.
    struct Batch {
        Clock::time_point arrival;
        std::vector<std::byte> bytes;
        std::vector<Frame> frames;
        std::size_t next = 0;
    };
    struct Queue {
        PortId port = 0;
        std::deque<std::unique_ptr<Batch>> batches;
    };

    Batch& append(PortId port);
    void releaseFrom(Clock::time_point arrivedBy);
    [[nodiscard]] Queue* oldest();
    /// How many frames of the queue's first batch come before the first of every other queue.
    [[nodiscard]] std::size_t run(const Queue& queue) const;
    void give(Queue& queue, std::size_t count);

    Output output_;
    std::deque<Queue> queues_;
    std::vector<std::unique_ptr<Batch>> spare_;
    Timestamp last_ = Timestamp::min();
    std::uint64_t late_ = 0;
};

} // namespace tapscope
