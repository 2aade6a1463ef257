#pragma once

#include <capture/capture_engine.h>
#include <capture/capture_recorder.h>
#include <capture/engine_notes.h>
#include <capture/engine_port.h>
#include <capture/hold_back.h>
#include <capture/port_wait.h>
#include <capture/running_injectors.h>

#include <source/wake_event.h>

#include <atomic>
#include <mutex>
#include <thread>

namespace tapscope {

/// The engine itself; capture_engine.h is its interface.
class Engine final : public CaptureEngine, private EnginePort::Owner, private RunningInjectors::Sender {
public:
    using Clock = Port::Clock;

    Engine(std::shared_ptr<WakeEvent> wake, std::shared_ptr<Recording> recording, StopConditions stop,
           const std::optional<KeepBefore>& keep);
    ~Engine() override { static_cast<void>(stop()); }
    [[nodiscard]] Result<void> run(std::vector<AddedPort> ports);

    Result<void> stop() override;
    [[nodiscard]] CaptureStatus status() const override;
    [[nodiscard]] std::vector<PortStatus> ports() const override;
    [[nodiscard]] std::optional<Error> failure() const override;
    [[nodiscard]] std::vector<std::string> takeNotes() override { return notes_->take(); }
    PortId addPort(AddedPort request) override;
    void removePort(PortId id) override;
    InjectorId addInjector(std::unique_ptr<Injector> injector, std::string name) override;
    void removeInjector(InjectorId id) override;
    [[nodiscard]] InjectorStatus injectorStatus(InjectorId id) const override;

private:
    // EnginePort::Owner.
    void interface(EnginePort& port, std::uint32_t number, const CaptureInterface& description) override;
    void frames(EnginePort& port, std::span<const Frame> frames) override;
    void sent(EnginePort& port, std::span<Frame> frames) override;
    [[nodiscard]] bool wantsSent() const noexcept override;
    void gap(EnginePort& port, const std::string& text) override;
    void block(EnginePort& port, std::uint32_t type, Bytes body) override;
    void opened(EnginePort& port, std::optional<Clock::duration> away) override;
    void lost(EnginePort& port) override;
    void ended(EnginePort& port) override;
    std::function<void()> waker() override;
    // RunningInjectors::Sender.
    Sent send(PortId port, std::span<const Frame> frames) override;

    void work() noexcept;
    void loop();
    void finish();
    void takeRequests();
    void takeInjectors();
    bool runPorts();
    void wait(bool isBusy);
    void housekeeping(Clock::time_point now);
    [[nodiscard]] bool isOver(Clock::time_point now) const;
    /// Whether the limit of frames or bytes is reached.
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] Clock::time_point nextTurn(Clock::time_point now);
    [[nodiscard]] EnginePort* find(PortId id) const;
    [[nodiscard]] std::size_t recordedPorts() const;

    [[nodiscard]] std::span<const Frame> admit(EnginePort& port, std::span<const Frame> frames);
    void record(PortId port, std::span<const Frame> frames);
    void append(PortId port, std::span<const Frame> frames);
    void note(std::string text) { notes_->add(std::move(text)); }
    /// Keeps the first error with which the capture ended.
    void fail(const Error& error);
    /// Ends the whole capture with an error.
    void breakOff(const Error& error);

    std::shared_ptr<Recording> recording_;
    std::shared_ptr<WakeEvent> wake_; ///< shared with openers, which may outlive this
    const std::shared_ptr<EngineNotes> notes_ = std::make_shared<EngineNotes>();
    const StopConditions stop_;

    // For the engine's thread.
    std::optional<CaptureRecorder> recorder_;
    HoldBack held_;
    std::vector<std::unique_ptr<EnginePort>> running_; ///< ports that have not ended
    std::vector<std::pair<PortId, DropCounts>> dropsOfEnded_;
    PortWait portWait_;
    std::vector<std::size_t> watchEnds_; ///< the end of each running port's watches in portWait_
    std::vector<Watch> watches_;
    const Clock::time_point started_ = Clock::now();
    Clock::time_point flushed_ = started_, counted_ = started_;
    std::uint64_t admitted_ = 0, flushedFrames_ = 0; ///< frames
    bool isBroken_ = false;
    RunningInjectors injectors_{notes_};

    // Shared.
    std::atomic<bool> stopping_ = false;
    std::atomic<bool> hasRequests_ = false;
    std::atomic<bool> hasEnded_ = false;
    std::atomic<std::uint64_t> late_ = 0, left_ = 0;
    std::atomic<bool> hasSeen_ = false;
    mutable std::mutex mutex_; ///< guards the members below
    std::vector<std::shared_ptr<PublishedPort>> published_;
    struct NewPort {
        std::unique_ptr<EnginePort> port;
        std::unique_ptr<Port> opened;
    };
    std::vector<NewPort> toAdd_;
    std::vector<PortId> toRemove_;
    std::optional<Error> error_;

    std::jthread thread_; ///< last, so that it ends before the other members are destroyed
};

} // namespace tapscope
