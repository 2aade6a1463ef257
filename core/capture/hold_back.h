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

/// Sorts the frames of several ports by their times. Each frame is held for 25 ms, during which older ones may arrive
/// from another port. The order within a port is not changed. For one thread; does not allocate in the steady state.
class HoldBack {
public:
    using Clock = std::chrono::steady_clock;

    static constexpr auto longest = std::chrono::milliseconds(25);

    /// Receives the frames in order.
    using Output = std::function<void(PortId port, std::span<const Frame> frames)>;
    explicit HoldBack(Output output) : output_(std::move(output)) {}

    /// Copies the frames.
    void add(PortId port, std::span<const Frame> frames, Clock::time_point now);
    /// Passes on the frames that were held long enough.
    void release(Clock::time_point now) { releaseFrom(now - longest); }
    void releaseAll() { releaseFrom(Clock::time_point::max()); }
    /// When the next frame has been held long enough; nullopt = no frame is held.
    [[nodiscard]] std::optional<Clock::time_point> due() const;
    /// Frames that arrived too late for their position, and follow newer ones.
    [[nodiscard]] std::uint64_t late() const noexcept { return late_; }

private:
    /// Frames that arrived together.
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
    /// How many frames of the queue's first batch precede the first frames of all other queues.
    [[nodiscard]] std::size_t run(const Queue& queue) const;
    void give(Queue& queue, std::size_t count);

    Output output_;
    std::deque<Queue> queues_;
    std::vector<std::unique_ptr<Batch>> spare_;
    Timestamp last_ = Timestamp::min();
    std::uint64_t late_ = 0;
};

} // namespace tapscope
