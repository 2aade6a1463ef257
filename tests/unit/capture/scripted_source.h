#pragma once

#include <capture/frame_source.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tapscope::test {

/// What a test does with a ScriptedSource after the engine has taken it.
class SourceScript {
public:
    /// The next receive() gives these frames, each of the bytes of the text.
    void give(std::vector<std::string> frames);
    /// Once all frames are given, receive() fails so.
    void end(Error error);
    /// What the system still has when the source is drained; receive() does not give it.
    void giveWhenDrained(std::vector<std::string> frames);
    void setDrops(DropCounts drops);
    /// Before a source is made of it.
    void setInterface(CaptureInterface interface);
    void refuseSends();
    [[nodiscard]] std::vector<std::string> sent() const;
    [[nodiscard]] bool isAlive() const;

private:
    friend class ScriptedSource;
    mutable std::mutex mutex_; ///< guards all
    std::condition_variable changed_;
    std::deque<std::vector<std::string>> batches_;
    std::vector<std::string> whenDrained_;
    std::vector<std::string> sent_;
    CaptureInterface interface_{.name = "scripted0"};
    std::optional<Error> end_;
    DropCounts drops_;
    bool takesSends_ = true;
    bool isWoken_ = false;
    bool isAlive_ = false;
};

/// A source that gives what a test says, and waits as a device would.
class ScriptedSource final : public FrameSource {
public:
    explicit ScriptedSource(std::shared_ptr<SourceScript> script);
    ~ScriptedSource() override;

    [[nodiscard]] const CaptureInterface& interface() const noexcept override { return interface_; }
    [[nodiscard]] Result<std::size_t> receive(FrameSink& sink, std::chrono::milliseconds patience) override;
    void drain(FrameSink& sink, Clock::time_point until) override;
    void wake() noexcept override;
    [[nodiscard]] Result<void> send(Bytes frame) override;
    [[nodiscard]] bool seesOwnFrames() const noexcept override { return false; }
    [[nodiscard]] DropCounts drops() override;

private:
    static void deliver(FrameSink& sink, const std::vector<std::string>& batch);

    std::shared_ptr<SourceScript> script_;
    CaptureInterface interface_;
};

} // namespace tapscope::test
