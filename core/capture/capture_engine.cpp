#include <capture/capture_engine.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <thread>
#include <vector>

namespace tapscope {
namespace {

using Clock = Injector::Clock;
using namespace std::chrono_literals;

constexpr auto flushEvery = 50ms;
constexpr auto countDropsEvery = 500ms;
constexpr auto reopenEvery = 200ms;

/// An injector's counts, shared by the worker, which writes them, and whoever asks.
struct Counts {
    std::atomic<bool> running = true;
    std::atomic<std::uint64_t> received = 0, answered = 0, sent = 0, failed = 0;
};

void bump(std::atomic<std::uint64_t>& count) { // one writer: no need of a locked instruction
    count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

class Engine final : public CaptureEngine, private FrameSink, private FrameOutput {
public:
    Engine(std::unique_ptr<FrameSource> source, std::shared_ptr<RecordingStore> recording, Options options)
        : source_(std::move(source)), recording_(std::move(recording)), options_(std::move(options)) {}
    ~Engine() override { static_cast<void>(stop()); }

    void run() {
        thread_ = std::jthread([this] { work(); });
    }

    Result<void> stop() override;
    [[nodiscard]] CaptureStatus status() const noexcept override;
    [[nodiscard]] std::optional<Error> failure() const override;
    InjectorId addInjector(std::unique_ptr<Injector> injector) override;
    void removeInjector(InjectorId id) override;
    [[nodiscard]] InjectorStatus injectorStatus(InjectorId id) const override;

private:
    struct Running {
        InjectorId id;
        std::unique_ptr<Injector> injector;
        std::shared_ptr<Counts> counts;
    };

    void work();
    void finish();
    bool receive();
    bool reopen();
    void fail(const Error& error);
    void frame(const Frame& frame) override;
    void send(Bytes frame) override;
    void record(const Frame& frame);
    void takeRequests();
    void produce();
    void housekeeping(Clock::time_point now);
    [[nodiscard]] bool isOver(Clock::time_point now) const;
    [[nodiscard]] std::chrono::milliseconds patience(Clock::time_point now) const;
    template <typename Call>
    void guarded(Running& running, Call call);

    std::unique_ptr<FrameSource> source_;
    std::shared_ptr<RecordingStore> recording_;
    Options options_;

    // The worker's own.
    std::vector<Running> injectors_;
    Running* current_ = nullptr;
    std::uint32_t interfaceId_ = 0;
    Clock::time_point started_ = Clock::now(), flushed_ = started_, counted_ = started_;
    std::optional<Clock::time_point> goneSince_;
    DropCounts dropsBefore_; ///< of sources that ended
    std::string gapComment_;
    bool recordingFailed_ = false;

    // Published.
    std::atomic<bool> stopping_ = false;
    std::atomic<CaptureStatus::State> state_ = CaptureStatus::State::Running;
    std::atomic<std::uint64_t> frames_ = 0, bytes_ = 0, droppedSystem_ = 0, droppedInterface_ = 0, sent_ = 0,
                               failed_ = 0;

    mutable std::mutex mutex_; ///< guards what follows: asked for now and then, never for each frame
    std::atomic<bool> hasRequests_ = false;
    std::vector<Running> toAdd_;
    std::vector<InjectorId> toRemove_;
    std::vector<std::shared_ptr<Counts>> counts_; ///< by InjectorId
    std::optional<Error> error_;
    std::mutex sourceMutex_; ///< guards the exchange of source_ against wake()

    std::jthread thread_; ///< last: it ends before the rest goes
};

Result<void> Engine::stop() {
    stopping_ = true;
    {
        const std::lock_guard lock(sourceMutex_);
        if (source_)
            source_->wake();
    }
    if (thread_.joinable())
        thread_.join();
    if (auto error = failure())
        return std::unexpected(*error);
    return {};
}

CaptureStatus Engine::status() const noexcept {
    return {.state = state_.load(std::memory_order_acquire),
            .frames = frames_.load(std::memory_order_relaxed),
            .bytes = bytes_.load(std::memory_order_relaxed),
            .drops = {.system = droppedSystem_.load(std::memory_order_relaxed),
                      .interface = droppedInterface_.load(std::memory_order_relaxed)},
            .sent = sent_.load(std::memory_order_relaxed),
            .failed = failed_.load(std::memory_order_relaxed)};
}

std::optional<Error> Engine::failure() const {
    const std::lock_guard lock(mutex_);
    return error_;
}

InjectorId Engine::addInjector(std::unique_ptr<Injector> injector) {
    InjectorId id = 0;
    {
        const std::lock_guard lock(mutex_);
        id = static_cast<InjectorId>(counts_.size());
        counts_.push_back(std::make_shared<Counts>());
        toAdd_.push_back({id, std::move(injector), counts_.back()});
        hasRequests_.store(true, std::memory_order_release);
    }
    const std::lock_guard lock(sourceMutex_);
    if (source_)
        source_->wake();
    return id;
}

void Engine::removeInjector(InjectorId id) {
    {
        const std::lock_guard lock(mutex_);
        toRemove_.push_back(id);
        hasRequests_.store(true, std::memory_order_release);
    }
    const std::lock_guard lock(sourceMutex_);
    if (source_)
        source_->wake();
}

InjectorStatus Engine::injectorStatus(InjectorId id) const {
    const std::lock_guard lock(mutex_);
    if (id >= counts_.size())
        return {};
    const Counts& counts = *counts_[id];
    return {.running = counts.running && state_.load() != CaptureStatus::State::Ended,
            .received = counts.received,
            .answered = counts.answered,
            .sent = counts.sent,
            .failed = counts.failed};
}

void Engine::work() {
    if (recording_) {
        auto added = recording_->addInterface(source_->interface());
        if (!added)
            fail(added.error());
        else
            interfaceId_ = *added;
    }
    while (!stopping_ && !recordingFailed_) {
        if (hasRequests_.load(std::memory_order_acquire))
            takeRequests();
        if (!receive())
            break;
        produce();
        const auto now = Clock::now();
        housekeeping(now);
        if (isOver(now))
            break;
    }
    finish();
}

bool Engine::receive() {
    if (goneSince_)
        return reopen();
    auto received = source_->receive(*this, patience(Clock::now()));
    if (received)
        return true;
    if (received.error().kind == ErrorKind::Ended && options_.reopen) {
        const auto drops = source_->drops();
        dropsBefore_.system += drops.system;
        dropsBefore_.interface += drops.interface;
        goneSince_ = Clock::now();
        state_ = CaptureStatus::State::Waiting;
        const std::lock_guard lock(sourceMutex_);
        source_.reset();
        return true;
    }
    // The end of a stream is no failure.
    if (received.error().kind != ErrorKind::Ended || received.error().reason == "the device is gone")
        fail(received.error());
    return false;
}

bool Engine::reopen() {
    auto again = options_.reopen();
    if (!again) {
        // No descriptor to wait on: the device may come back any time.
        std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(reopenEvery, 50ms));
        return true;
    }
    gapComment_ = fmt::format("Capture resumed after {:.1f} s without the device",
                              std::chrono::duration<double>(Clock::now() - *goneSince_).count());
    goneSince_.reset();
    const std::lock_guard lock(sourceMutex_);
    source_ = std::move(*again);
    state_ = CaptureStatus::State::Running;
    return true;
}

void Engine::fail(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!error_)
        error_ = error;
    recordingFailed_ = true;
}

void Engine::frame(const Frame& frame) {
    record(frame);
    for (Running& running : injectors_) {
        if (!running.injector->responds())
            continue;
        bump(running.counts->received);
        const auto before = running.counts->sent.load(std::memory_order_relaxed);
        guarded(running, [&] { running.injector->onFrame(frame, *this); });
        if (running.counts->sent.load(std::memory_order_relaxed) != before)
            bump(running.counts->answered);
    }
}

void Engine::record(const Frame& frame) {
    if (options_.stop.frames && frames_.load(std::memory_order_relaxed) >= *options_.stop.frames)
        return;
    bump(frames_);
    bytes_.store(bytes_.load(std::memory_order_relaxed) + frame.bytes.size(), std::memory_order_relaxed);
    if (!recording_ || recordingFailed_)
        return;
    Frame stored = frame;
    stored.interfaceId = interfaceId_;
    if (!gapComment_.empty())
        stored.comment = gapComment_;
    if (auto appended = recording_->append(stored); !appended)
        fail(appended.error());
    gapComment_.clear();
}

void Engine::send(Bytes bytes) {
    Counts& counts = *current_->counts;
    if (!source_ || !source_->send(bytes)) {
        bump(counts.failed);
        bump(failed_);
        return;
    }
    bump(counts.sent);
    bump(sent_);
    if (source_->seesOwnFrames())
        return;
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    record({.time = now,
            .bytes = bytes,
            .originalLength = static_cast<std::uint32_t>(bytes.size()),
            .linkType = source_->interface().linkType,
            .direction = Direction::Inbound});
}

template <typename Call>
void Engine::guarded(Running& running, Call call) {
    current_ = &running;
    try {
        call();
    } catch (...) { // a plugin's fault ends the plugin, not the capture
        const std::lock_guard lock(mutex_);
        toRemove_.push_back(running.id);
        hasRequests_ = true;
    }
    current_ = nullptr;
}

void Engine::takeRequests() {
    std::vector<InjectorId> remove;
    {
        const std::lock_guard lock(mutex_);
        hasRequests_ = false;
        std::ranges::move(toAdd_, std::back_inserter(injectors_));
        toAdd_.clear();
        remove.swap(toRemove_);
    }
    for (const InjectorId id : remove) {
        std::erase_if(injectors_, [&](const Running& running) {
            if (running.id == id)
                running.counts->running = false;
            return running.id == id;
        });
    }
}

void Engine::produce() {
    if (injectors_.empty() || !source_)
        return;
    const auto now = Clock::now();
    for (Running& running : injectors_) {
        guarded(running, [&] {
            const auto due = running.injector->due();
            if (due && *due <= now)
                running.injector->produce(now, *this);
        });
        // A source that has nothing more, and answers nothing, has done its work.
        if (!running.injector->responds() && !running.injector->due())
            running.counts->running = false;
    }
    std::erase_if(injectors_, [](const Running& running) { return !running.counts->running; });
}

std::chrono::milliseconds Engine::patience(Clock::time_point now) const {
    auto wait = std::chrono::milliseconds(flushEvery);
    for (const Running& running : injectors_) {
        if (const auto due = running.injector->due())
            wait = std::min(wait, std::max(0ms, std::chrono::duration_cast<std::chrono::milliseconds>(*due - now)));
    }
    if (options_.stop.duration)
        wait = std::min(wait, std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(
                                                started_ + *options_.stop.duration - now)));
    return wait;
}

void Engine::housekeeping(Clock::time_point now) {
    if (recording_ && recording_->unflushedBytes() != 0 && now - flushed_ >= flushEvery) {
        if (auto flushed = recording_->flush(); !flushed)
            fail(flushed.error());
        flushed_ = now;
    }
    if (source_ && now - counted_ >= countDropsEvery) {
        counted_ = now;
        const auto drops = source_->drops();
        droppedSystem_ = dropsBefore_.system + drops.system;
        droppedInterface_ = dropsBefore_.interface + drops.interface;
    }
}

bool Engine::isOver(Clock::time_point now) const {
    const auto& stop = options_.stop;
    return (stop.duration && now - started_ >= *stop.duration) || (stop.frames && frames_ >= *stop.frames) ||
           (stop.bytesOnDisk && recording_ &&
            recording_->sizeOnDisk() + recording_->unflushedBytes() >= *stop.bytesOnDisk);
}

void Engine::finish() {
    counted_ = {};
    housekeeping(Clock::now());
    injectors_.clear();
    if (recording_ && !recordingFailed_) {
        const auto counts = status();
        const CaptureStatistics statistics{.interfaceId = interfaceId_,
                                           .received = counts.frames + counts.drops.system,
                                           .droppedInterface = counts.drops.interface,
                                           .droppedSystem = counts.drops.system};
        if (auto finished = recording_->finish({statistics}); !finished)
            fail(finished.error());
    } else if (recording_) {
        static_cast<void>(recording_->flush());
    }
    {
        const std::lock_guard lock(sourceMutex_);
        source_.reset();
    }
    state_.store(CaptureStatus::State::Ended, std::memory_order_release);
}

} // namespace

Result<std::unique_ptr<CaptureEngine>>
CaptureEngine::start(std::unique_ptr<FrameSource> source, std::shared_ptr<RecordingStore> recording, Options options) {
    auto engine = std::make_unique<Engine>(std::move(source), std::move(recording), std::move(options));
    engine->run();
    return engine;
}

} // namespace tapscope
