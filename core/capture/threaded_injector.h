#pragma once

#include <inject/injector.h>

#include <source/wake_event.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace tapscope {

/// Runs an injector on a thread of its own, and is an injector that the engine can run inline: what ports receive
/// reaches the injector by one bounded queue, what it sends leaves by another. The engine never waits for it.
///
/// Frames that do not fit into the first queue are not shown to it, and counted. Where the second one is full, it is
/// told NoRoom. What it sends that a port does not take afterwards counts as failed, as it does inline.
class ThreadedInjector final : public Injector {
public:
    /// Frames that wait in each direction.
    static constexpr std::size_t mostWaiting = 8192;

    /// `onSlow` is called on that thread with what took how long. NoSpace: no thread, no descriptor.
    [[nodiscard]] static Result<std::unique_ptr<ThreadedInjector>>
    start(std::unique_ptr<Injector> injector, std::function<void(const std::string& what)> onSlow);
    /// Asks the thread to end and gives it 20 ms; one that is in a call that does not return is left behind, with the
    /// injector.
    ~ThreadedInjector() override;

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    void watches(std::vector<Watch>& watches) override;
    [[nodiscard]] std::optional<Clock::time_point> due() override;
    void run(Clock::time_point now, FrameOutput& output) override;
    [[nodiscard]] bool responds() const noexcept override;
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override;
    void onPort(PortId port, PortState state, const PortFacts& facts) override;

    /// Frames that it was not shown, since it was too slow.
    [[nodiscard]] std::uint64_t missed() const noexcept { return missed_; }

private:
    class Shared;
    explicit ThreadedInjector(std::shared_ptr<Shared> shared) noexcept : shared_(std::move(shared)) {}

    std::shared_ptr<Shared> shared_;
    std::uint64_t missed_ = 0;
};

} // namespace tapscope
