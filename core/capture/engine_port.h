#pragma once

#include <capture/capture_status.h>
#include <capture/finishing_sender.h>
#include <capture/port_opener.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace tapscope {

/// How a port takes part in a capture.
struct PortUse {
    enum class WhenGone : std::uint8_t { End, Wait } whenGone = WhenGone::End; ///< also if it does not exist yet
    enum class Record : std::uint8_t { No, Yes } record = Record::Yes;
};

/// What the engine publishes about a port: written by its thread, read by any.
class PublishedPort {
public:
    /// Of a port that is not open yet, only the names are known.
    PublishedPort(PortId id, PortFacts facts) : id_(id), facts_(std::move(facts)) {}

    // The engine's thread.
    void setState(PortStatus::State state) noexcept { state_.store(state, std::memory_order_release); }
    void setFacts(const PortFacts& facts);
    void setError(const Error& error);
    void count(std::uint64_t frames, std::uint64_t bytes) noexcept;
    /// Subtracts from what count() has counted.
    void uncount(std::uint64_t frames, std::uint64_t bytes) noexcept;
    void countSent(std::uint64_t sent, std::uint64_t failed) noexcept;
    void countGap() noexcept;
    void setDrops(const DropCounts& drops) noexcept;

    // Any thread.
    [[nodiscard]] PortStatus status() const;

private:
    const PortId id_;
    std::atomic<PortStatus::State> state_ = PortStatus::State::Opening;
    std::atomic<std::uint64_t> frames_ = 0, bytes_ = 0, sent_ = 0, failed_ = 0, gaps_ = 0;
    std::atomic<std::uint64_t> droppedSystem_ = 0, droppedInterface_ = 0, droppedDevice_ = 0, stale_ = 0;
    mutable std::mutex mutex_; ///< guards the members below
    PortFacts facts_;
    std::optional<Error> error_;
};

/// A port of an engine throughout its life: opened, running, gone, back, ended. Engine's thread.
class EnginePort final : private PortSink {
public:
    using Clock = Port::Clock;

    /// The engine's part: receives what its ports deliver.
    class Owner {
    public:
        virtual ~Owner() = default;
        virtual void interface(EnginePort& port, std::uint32_t number, const CaptureInterface& description) = 0;
        virtual void frames(EnginePort& port, std::span<const Frame> frames) = 0;
        /// Receives frames that were sent through a port that does not show them itself.
        virtual void sent(EnginePort& port, std::span<Frame> frames) = 0;
        /// Whether sent() does more than counting; never changes.
        [[nodiscard]] virtual bool wantsSent() const noexcept = 0;
        virtual void gap(EnginePort& port, const std::string& text) = 0;
        virtual void block(EnginePort& port, std::uint32_t type, Bytes body) = 0;
        /// The port runs, for the first time, or again after an absence of `away`.
        virtual void opened(EnginePort& port, std::optional<Clock::duration> away) = 0;
        /// The port's device has disappeared, and the port waits for it.
        virtual void lost(EnginePort& port) = 0;
        /// The port has ended permanently.
        virtual void ended(EnginePort& port) = 0;
        /// The function that an opener calls, on any thread, when it has a result.
        virtual std::function<void()> waker() = 0;
    };

    EnginePort(Owner& owner, PortId id, PortChoice choice, PortUse use, std::shared_ptr<PublishedPort> published);

    /// Starts with a port that is open already, or opens it.
    void start(std::unique_ptr<Port> port);
    /// Takes the result of the opener, or receives frames from the port. `isReady`: one of its descriptors became
    /// ready. Returns whether there may be more.
    bool runOnce(bool isReady);
    void watch(std::vector<Watch>& watches);
    [[nodiscard]] std::optional<Clock::time_point> due();
    /// Sends frames. Their offloads are completed first if the port does not support them.
    [[nodiscard]] Sent send(std::span<const Frame> frames);
    /// Takes the frames that the kernel still has, which should end by `until`, and ends the port.
    void end(Clock::time_point until);
    /// Ends the port without draining it, because the capture is complete.
    void end();
    /// Reads the numbers of lost frames, and publishes them.
    DropCounts countDrops();

    [[nodiscard]] PortId id() const noexcept { return id_; }
    /// "tap0", "blue/tap0"
    [[nodiscard]] std::string name() const { return fullName(facts_); }
    [[nodiscard]] bool isRecorded() const noexcept { return use_.record == PortUse::Record::Yes; }
    [[nodiscard]] bool isRunning() const noexcept { return port_ != nullptr; }
    [[nodiscard]] bool isOver() const noexcept { return isOver_; }
    [[nodiscard]] const PortFacts& facts() const noexcept { return facts_; }
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }
    [[nodiscard]] PublishedPort& published() noexcept { return *published_; }

private:
    void interface(std::uint32_t id, const CaptureInterface& description) override;
    void frames(std::span<const Frame> frames) override;
    void gap(std::string_view why, std::optional<std::uint64_t> lost) override;
    void block(std::uint32_t type, Bytes body) override { owner_.block(*this, type, body); }

    void open(PortOpener::Patience patience);
    bool takeOpened();
    void run(std::unique_ptr<Port> port);
    void failed(Error error);
    void close();
    void showSent();

    Owner& owner_;
    PortId id_;
    PortChoice choice_;
    PortUse use_;
    std::shared_ptr<PublishedPort> published_;
    std::unique_ptr<Port> port_;
    FinishingSender sender_;
    std::optional<PortOpener> opener_;
    PortFacts facts_;
    DropCounts dropsBefore_; ///< of earlier presences of the device
    std::optional<Clock::time_point> goneSince_;
    std::optional<Error> error_;
    bool isHot_ = false; ///< more frames may be available without waiting
    bool isOver_ = false;
};

} // namespace tapscope
