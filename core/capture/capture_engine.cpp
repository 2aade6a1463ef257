#include <capture/capture_engine.h>
#include <capture/running_injectors.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

using Clock = Injector::Clock;
using namespace std::chrono_literals;

constexpr auto flushEvery = 50ms;
constexpr auto countDropsEvery = 500ms;
constexpr auto reopenEvery = 50ms;
constexpr auto diskPatience = 30ms; // of stop(), for what the recording has not written yet
constexpr auto longestDrain = 60ms; // a ring hands its open block over within 10 ms, on a busy machine a little later

void bump(std::atomic<std::uint64_t>& count) { // one writer: no need of a locked instruction
    count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

class Engine final : public CaptureEngine, private FrameSink, private RunningInjectors::Sender {
public:
    Engine(std::unique_ptr<FrameSource> source, std::shared_ptr<Recording> recording, Options options)
        : source_(std::move(source)), recording_(std::move(recording)), options_(std::move(options)),
          state_(source_ ? CaptureStatus::State::Running : CaptureStatus::State::Waiting) {}
    ~Engine() override { static_cast<void>(stop()); }

    void run() {
        thread_ = std::jthread([this] { work(); });
    }

    Result<void> stop() override;
    [[nodiscard]] CaptureStatus status() const noexcept override;
    [[nodiscard]] std::optional<Error> failure() const override;
    [[nodiscard]] std::vector<std::string> takeNotes() override;
    InjectorId addInjector(std::unique_ptr<Injector> injector) override;
    void removeInjector(InjectorId id) override;
    [[nodiscard]] InjectorStatus injectorStatus(InjectorId id) const override;

private:
    void work();
    void finish();
    bool receive();
    void describe();
    void lose();
    bool reopen();
    void note(std::string text);
    void fail(const Error& error);
    void watchRecording();
    DropCounts countDrops();
    [[nodiscard]] CaptureStatistics statistics();
    void frame(const Frame& frame) override;
    bool send(Bytes frame) override;
    void record(const Frame& frame);
    void wake();
    void housekeeping(Clock::time_point now);
    [[nodiscard]] bool isOver(Clock::time_point now) const;
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] std::chrono::milliseconds patience(Clock::time_point now) const;

    std::unique_ptr<FrameSource> source_;
    std::shared_ptr<Recording> recording_;
    Options options_;

    // The worker's own.
    std::optional<CaptureInterface> interface_; ///< as the recording has it
    std::uint32_t interfaceId_ = 0;
    std::uint64_t interfacesFrames_ = 0; ///< frames and drops before that interface
    DropCounts interfacesDrops_;
    Clock::time_point started_ = Clock::now(), flushed_ = started_, counted_ = started_;
    std::optional<Clock::time_point> goneSince_;
    DropCounts dropsBefore_; ///< of sources that ended
    bool isFailed_ = false;

    // Published.
    std::atomic<bool> stopping_ = false;
    std::atomic<CaptureStatus::State> state_;
    std::atomic<std::uint64_t> frames_ = 0, bytes_ = 0, droppedSystem_ = 0, droppedInterface_ = 0, stale_ = 0,
                               sent_ = 0, failed_ = 0;

    RunningInjectors injectors_;
    mutable std::mutex errorMutex_; ///< guards the next two
    std::optional<Error> error_;
    std::vector<std::string> notes_;
    std::mutex sourceMutex_; ///< guards the exchange of source_ against wake()

    std::jthread thread_; ///< last: it ends before the rest goes
};

Result<void> Engine::stop() {
    stopping_ = true;
    wake();
    if (thread_.joinable()) {
        thread_.join();
        if (recording_ && recording_->settle(diskPatience))
            watchRecording();
    }
    if (auto error = failure())
        return std::unexpected(*error);
    return {};
}

CaptureStatus Engine::status() const noexcept {
    return {.state = state_.load(std::memory_order_acquire),
            .frames = frames_.load(std::memory_order_relaxed),
            .bytes = bytes_.load(std::memory_order_relaxed),
            .drops = {.system = droppedSystem_.load(std::memory_order_relaxed),
                      .interface = droppedInterface_.load(std::memory_order_relaxed),
                      .stale = stale_.load(std::memory_order_relaxed)},
            .sent = sent_.load(std::memory_order_relaxed),
            .failed = failed_.load(std::memory_order_relaxed)};
}

std::optional<Error> Engine::failure() const {
    const std::lock_guard lock(errorMutex_);
    return error_;
}

void Engine::wake() {
    const std::lock_guard lock(sourceMutex_);
    if (source_)
        source_->wake();
}

InjectorId Engine::addInjector(std::unique_ptr<Injector> injector) {
    const InjectorId id = injectors_.add(std::move(injector));
    wake();
    return id;
}

void Engine::removeInjector(InjectorId id) {
    injectors_.remove(id);
    wake();
}

InjectorStatus Engine::injectorStatus(InjectorId id) const {
    return injectors_.status(id);
}

void Engine::work() {
    if (source_)
        describe();
    else
        goneSince_ = started_;
    while (!stopping_ && !isFailed_) {
        injectors_.takeRequests();
        if (!receive())
            break;
        if (source_)
            injectors_.produce(Clock::now(), *this);
        const auto now = Clock::now();
        housekeeping(now);
        if (isOver(now))
            break;
    }
    finish();
}

void Engine::describe() {
    const auto& now = source_->interface();
    if (const auto stale = source_->drops().stale; stale != 0)
        note(fmt::format("{} frames that had waited in {} since before the capture were left out: their time is not "
                         "known",
                         stale, now.name));
    if (!recording_ || interface_ == now)
        return;
    if (const auto added = recording_->addInterface(now)) {
        interface_ = now;
        interfaceId_ = *added;
        interfacesFrames_ = frames_.load(std::memory_order_relaxed);
        interfacesDrops_ = countDrops();
    } else {
        fail(added.error());
    }
}

bool Engine::receive() {
    if (goneSince_)
        return reopen();
    auto received = source_->receive(*this, patience(Clock::now()));
    if (received)
        return true;
    if (received.error().kind == ErrorKind::Gone) {
        source_->drain(*this, Clock::now() + longestDrain);
        if (options_.reopen) {
            lose();
            return true;
        }
    }
    // The end of a stream is no failure.
    if (received.error().kind != ErrorKind::Ended)
        fail(received.error());
    return false;
}

/// The device is gone, and waited for.
void Engine::lose() {
    const std::string name = source_->interface().name;
    goneSince_ = Clock::now();
    state_ = CaptureStatus::State::Waiting;
    dropsBefore_ = countDrops();
    note(fmt::format("{} is gone; waiting for it", name));
    if (recording_) {
        auto statistics = this->statistics();
        statistics.comment = fmt::format("{} is gone; what it carries from here on is missing until it is back", name);
        recording_->append(statistics);
    }
    const std::lock_guard lock(sourceMutex_);
    source_.reset();
}

bool Engine::reopen() {
    auto again = options_.reopen();
    if (!again) {
        // No descriptor to wait on: the device may come back any time.
        std::this_thread::sleep_for(reopenEvery);
        return true;
    }
    const auto gap = std::chrono::duration<double>(Clock::now() - *goneSince_).count();
    goneSince_.reset();
    {
        const std::lock_guard lock(sourceMutex_);
        source_ = std::move(*again);
    }
    state_ = CaptureStatus::State::Running;
    const auto& name = source_->interface().name;
    const bool isFirst = !interface_;
    describe();
    if (isFirst) {
        note(fmt::format("Capturing on {}", name));
        return true;
    }
    note(fmt::format("{} is back after {:.1f} s", name, gap));
    if (recording_)
        recording_->gap(interfaceId_, fmt::format("Capture resumed after {:.1f} s without the device", gap));
    return true;
}

void Engine::note(std::string text) {
    const std::lock_guard lock(errorMutex_);
    notes_.push_back(std::move(text));
}

std::vector<std::string> Engine::takeNotes() {
    const std::lock_guard lock(errorMutex_);
    return std::exchange(notes_, {});
}

void Engine::fail(const Error& error) {
    const std::lock_guard lock(errorMutex_);
    if (!error_)
        error_ = error;
    isFailed_ = true;
}

/// Only what no waiting heals ends the capture.
void Engine::watchRecording() {
    if (recording_->status().state == RecordingStatus::State::Failed)
        fail(recording_->error().value_or(Error{.action = "record"}));
}

void Engine::frame(const Frame& frame) {
    record(frame);
    injectors_.show(frame, *this);
}

void Engine::record(const Frame& frame) {
    if (options_.stop.frames && frames_.load(std::memory_order_relaxed) >= *options_.stop.frames)
        return;
    bump(frames_);
    bytes_.store(bytes_.load(std::memory_order_relaxed) + frame.bytes.size(), std::memory_order_relaxed);
    if (!recording_)
        return;
    Frame stored = frame;
    stored.interfaceId = interfaceId_;
    recording_->append(stored);
}

bool Engine::send(Bytes bytes) {
    if (!source_ || !source_->send(bytes)) {
        bump(failed_);
        return false;
    }
    bump(sent_);
    if (source_->seesOwnFrames())
        return true;
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    record({.time = now,
            .bytes = bytes,
            .originalLength = static_cast<std::uint32_t>(bytes.size()),
            .linkType = source_->interface().linkType,
            .direction = Direction::Inbound});
    return true;
}

std::chrono::milliseconds Engine::patience(Clock::time_point now) const {
    auto wait = std::chrono::milliseconds(flushEvery);
    const auto until = [&](Clock::time_point then) {
        // "At once" may be the earliest of times, from which nothing can be taken away.
        return then <= now ? 0ms : std::chrono::floor<std::chrono::milliseconds>(then - now);
    };
    if (const auto due = injectors_.due())
        wait = std::min(wait, until(*due));
    if (options_.stop.duration)
        wait = std::min(wait, until(started_ + *options_.stop.duration) + 1ms);
    return wait;
}

void Engine::housekeeping(Clock::time_point now) {
    if (recording_ && now - flushed_ >= flushEvery) {
        recording_->flush();
        watchRecording();
        flushed_ = now;
    }
    if (source_ && now - counted_ >= countDropsEvery) {
        counted_ = now;
        countDrops();
    }
}

DropCounts Engine::countDrops() {
    DropCounts drops = dropsBefore_;
    if (source_)
        drops += source_->drops();
    droppedSystem_ = drops.system;
    droppedInterface_ = drops.interface;
    stale_ = drops.stale;
    return drops;
}

CaptureStatistics Engine::statistics() {
    const auto drops = countDrops();
    return {.interfaceId = interfaceId_,
            .received =
                frames_.load(std::memory_order_relaxed) - interfacesFrames_ + drops.system - interfacesDrops_.system,
            .droppedInterface = drops.interface - interfacesDrops_.interface,
            .droppedSystem = drops.system - interfacesDrops_.system,
            .comment = {}};
}

bool Engine::isOver(Clock::time_point now) const {
    const auto& stop = options_.stop;
    return (stop.duration && now - started_ >= *stop.duration) || isFull();
}

bool Engine::isFull() const {
    const auto& stop = options_.stop;
    return (stop.frames && frames_ >= *stop.frames) ||
           (stop.bytesOnDisk && recording_ && recording_->status().bytesTaken() >= *stop.bytesOnDisk);
}

void Engine::finish() {
    injectors_.end();
    // What came before the end belongs to the capture, although the worker or the kernel had not come to it yet.
    if (source_ && !isFailed_ && !isFull())
        source_->drain(*this, Clock::now() + longestDrain);
    countDrops();
    if (recording_)
        recording_->finish(interface_ ? std::vector{statistics()} : std::vector<CaptureStatistics>{});
    {
        const std::lock_guard lock(sourceMutex_);
        source_.reset();
    }
    state_.store(CaptureStatus::State::Ended, std::memory_order_release);
}

} // namespace

Result<std::unique_ptr<CaptureEngine>> CaptureEngine::start(std::unique_ptr<FrameSource> source,
                                                            std::shared_ptr<Recording> recording, Options options) {
    auto engine = std::make_unique<Engine>(std::move(source), std::move(recording), std::move(options));
    engine->run();
    return engine;
}

} // namespace tapscope
