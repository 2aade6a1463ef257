#pragma once

#include <source/port.h>
#include <source/wake_event.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tapscope::test {

/// The test's access to a ScriptedPort after the engine has taken it. Any thread.
class PortScript {
public:
    PortScript() : wake_(std::move(WakeEvent::make().value())) {}

    /// The next receive() gives these frames, each of the bytes of the text.
    void give(std::vector<std::string> frames) { give(Timestamp(std::chrono::seconds(1)), std::move(frames)); }
    void give(Timestamp time, std::vector<std::string> frames);
    /// When all frames have been given, receive() fails with this error.
    void end(Error error);
    /// Frames that the system still has when the port is drained; receive() does not give them.
    void giveWhenDrained(std::vector<std::string> frames);
    void setDrops(DropCounts drops);
    /// Call before a port is made of it.
    void setInterface(CaptureInterface interface);
    void refuseSends();
    [[nodiscard]] std::vector<std::string> sent() const;
    [[nodiscard]] bool isAlive() const;

private:
    friend class ScriptedPort;
    struct Batch {
        Timestamp time;
        std::vector<std::string> frames;
    };

    WakeEvent wake_;
    mutable std::mutex mutex_; ///< guards the members below
    std::deque<Batch> batches_;
    std::vector<std::string> whenDrained_;
    std::vector<std::string> sent_;
    CaptureInterface interface_{.name = "scripted0"};
    std::optional<Error> end_;
    DropCounts drops_;
    bool takesSends_ = true;
    bool isAlive_ = false;
};

/// A port that gives the frames of a test, and can be waited for like a device.
class ScriptedPort final : public Port {
public:
    explicit ScriptedPort(std::shared_ptr<PortScript> script);
    ~ScriptedPort() override;

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override;
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override;
    void drain(PortSink& sink, Clock::time_point until) override;
    [[nodiscard]] Sent send(std::span<const Frame> frames) override;
    [[nodiscard]] DropCounts losses() override;

private:
    void deliver(PortSink& sink, Timestamp time, const std::vector<std::string>& texts) const;

    std::shared_ptr<PortScript> script_;
    CaptureInterface interface_;
    PortFacts facts_;
    bool isDescribed_ = false;
};

} // namespace tapscope::test
