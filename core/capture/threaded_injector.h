#pragma once

#include <inject/injector.h>

#include <source/wake_event.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace tapscope {

/// Runs an injector on its own thread. It is itself an injector that the engine can run inline: frames that ports
/// receive reach the wrapped injector through one bounded queue, and frames that it sends leave through another. The
/// engine never waits for it.
///
/// Frames that do not fit into the first queue are not passed on, and are counted. If the second queue is full, the
/// injector gets NoRoom. Frames that a port does not accept later count as failed, as they do inline.
class ThreadedInjector final : public Injector {
public:
    /// Maximum number of waiting frames in each direction.
    static constexpr std::size_t mostWaiting = 8192;

    /// `onSlow` is called on that thread with a message. Error: NoSpace (no thread or no descriptor).
    [[nodiscard]] static Result<std::unique_ptr<ThreadedInjector>>
    start(std::unique_ptr<Injector> injector, std::function<void(const std::string& what)> onSlow);
    /// Asks the thread to end and waits up to 20 ms. If it is in a call that does not return, it is abandoned together
    /// with the injector.
    ~ThreadedInjector() override;

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    void watches(std::vector<Watch>& watches) override;
    [[nodiscard]] std::optional<Clock::time_point> due() override;
    void run(Clock::time_point now, FrameOutput& output) override;
    [[nodiscard]] bool responds() const noexcept override;
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override;
    void onPort(PortId port, PortState state, const PortFacts& facts) override;

    /// A number that grows as long as the injector returns from calls, sends, or waits for something to do.
    [[nodiscard]] std::uint64_t steps() const noexcept;
    /// The number of frames that the injector did not receive because it was too slow.
    [[nodiscard]] std::uint64_t missed() const noexcept { return missed_; }

private:
    class Shared;
    explicit ThreadedInjector(std::shared_ptr<Shared> shared) noexcept : shared_(std::move(shared)) {}

    std::shared_ptr<Shared> shared_;
    std::uint64_t missed_ = 0;
};

} // namespace tapscope
