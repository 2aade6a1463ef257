#include <capture/kept_frames.h>
#include <capture/port_wait.h>
#include <capture/slowness.h>
#include <capture/threaded_injector.h>

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20ms; // while a thread is ending
constexpr std::size_t mostBytes = std::size_t{32} << 20;
constexpr auto longestWait = 1s;

/// Frames of one port, in order.
struct PortFrames {
    PortId port = 0;
    KeptFrames frames;
};

/// A bounded queue of frames. Its owner provides the locking.
class FrameQueue {
public:
    /// Returns how many of them there was room for.
    std::size_t add(PortId port, std::span<const Frame> frames) {
        std::size_t taken = 0;
        for (; taken < frames.size() && count_ < ThreadedInjector::mostWaiting && bytes_ < mostBytes; ++taken) {
            if (batches_.empty() || batches_.back().port != port)
                batches_.push_back({.port = port, .frames = {}});
            batches_.back().frames.add(frames[taken]);
            bytes_ += frames[taken].bytes.size();
            ++count_;
        }
        return taken;
    }
    [[nodiscard]] std::deque<PortFrames> takeAll() {
        count_ = bytes_ = 0;
        return std::exchange(batches_, {});
    }
    [[nodiscard]] bool isEmpty() const noexcept { return batches_.empty(); }

private:
    std::deque<PortFrames> batches_;
    std::size_t count_ = 0, bytes_ = 0;
};

} // namespace

/// State shared by both threads. Engine calls that contend with the other thread hold the mutex only while frames are
/// copied.
class ThreadedInjector::Shared : public FrameOutput {
public:
    Shared(std::unique_ptr<Injector> injector, std::function<void(const std::string&)> onSlow, WakeEvent wakeInjector,
           WakeEvent wakeEngine)
        : injector_(std::move(injector)), onSlow_(std::move(onSlow)), wakeInjector_(std::move(wakeInjector)),
          wakeEngine_(std::move(wakeEngine)), responds_(injector_->responds()) {}

    // --- The injector's thread ---

    void work() noexcept {
        PortWait::beOnTime();
        try {
            while (!isStopped_ && turn()) {
            }
        } catch (...) { // an exception in a plugin ends the plugin
            const std::lock_guard lock(mutex_);
            fault_ = std::current_exception();
        }
        injector_.reset();
        {
            const std::lock_guard lock(mutex_);
            isOver_ = true;
        }
        ended_.notify_all();
        wakeEngine_.signal();
    }
    Sent send(PortId port, std::span<const Frame> frames) override {
        ++steps_;
        const std::lock_guard lock(mutex_);
        const std::size_t taken = out_.add(port, frames);
        wakeEngine_.signal();
        if (taken == frames.size())
            return {.frames = taken};
        hasNoRoom_ = true;
        return {.frames = taken, .rest = Sent::Rest::NoRoom};
    }
    bool sendOrDrop(PortId port, Bytes frame) override {
        const Frame only{.bytes = frame, .originalLength = static_cast<std::uint32_t>(frame.size())};
        return send(port, std::span(&only, 1)).frames == 1;
    }

    // --- The engine's thread ---

    [[nodiscard]] std::uint64_t steps() noexcept { return isWaiting_ ? ++steps_ : steps_.load(); }
    [[nodiscard]] bool isOver() const {
        const std::lock_guard lock(mutex_);
        return isOver_ && out_.isEmpty();
    }
    /// Throws what ended the injector's thread, once what it had sent is on its way.
    void rethrow() const {
        const std::lock_guard lock(mutex_);
        if (isOver_ && fault_ && out_.isEmpty())
            std::rethrow_exception(fault_);
    }
    [[nodiscard]] bool responds() const noexcept { return responds_.load(std::memory_order_relaxed); }
    [[nodiscard]] int wakeFd() const noexcept { return wakeEngine_.fd(); }
    /// Returns how many of them the injector will be shown.
    std::size_t show(PortId port, std::span<const Frame> frames) {
        const std::lock_guard lock(mutex_);
        wakeInjector_.signal();
        return in_.add(port, frames);
    }
    void tell(PortId port, PortState state, const PortFacts& facts) {
        const std::lock_guard lock(mutex_);
        events_.push_back({port, state, facts});
        wakeInjector_.signal();
    }
    /// Passes on the frames that the injector has sent. Frames that a port has no room for are kept.
    void sendOn(FrameOutput& output) {
        wakeEngine_.clear();
        if (leaving_.empty()) {
            const std::lock_guard lock(mutex_);
            leaving_ = out_.takeAll();
            if (std::exchange(hasNoRoom_, false))
                wakeInjector_.signal();
        }
        while (!leaving_.empty()) {
            const auto frames = leaving_.front().frames.get();
            while (left_ < frames.size()) {
                const Sent sent = output.send(leaving_.front().port, frames.subspan(left_));
                left_ += sent.frames;
                if (sent.rest == Sent::Rest::NoRoom)
                    return;
                if (sent.rest != Sent::Rest::None)
                    ++left_; // counted as failed
            }
            leaving_.pop_front();
            left_ = 0;
        }
        const std::lock_guard lock(mutex_);
        if (!out_.isEmpty())
            wakeEngine_.signal();
    }
    [[nodiscard]] bool isSending() const noexcept { return !leaving_.empty(); }
    void stop() {
        isStopped_ = true;
        wakeInjector_.signal();
        std::unique_lock lock(mutex_);
        ended_.wait_for(lock, patience, [this] { return isOver_; });
    }

private:
    struct Event {
        PortId port;
        PortState state;
        PortFacts facts;
    };

    /// Whether the injector is still running.
    bool turn() {
        const bool isReady = wait();
        std::deque<Event> events;
        std::deque<PortFrames> frames;
        {
            const std::lock_guard lock(mutex_);
            events.swap(events_);
            frames = in_.takeAll();
        }
        const auto began = Clock::now();
        for (const Event& event : events)
            injector_->onPort(event.port, event.state, event.facts);
        for (PortFrames& batch : frames) {
            if (injector_->responds())
                injector_->onFrames(batch.port, batch.frames.get(), *this);
        }
        const auto due = injector_->due();
        if (isReady || (due && *due <= began))
            injector_->run(Clock::now(), *this);
        if (const auto slow = slowness_.call(began, Clock::now()))
            onSlow_(*slow);
        responds_ = injector_->responds();
        return responds_ || injector_->due() || hasWatches_;
    }
    /// Whether one of its descriptors became ready, or there is room again.
    bool wait() {
        std::vector<Watch> watches;
        injector_->watches(watches);
        hasWatches_ = !watches.empty();
        wait_.clear();
        wait_.add({wakeInjector_.fd(), POLLIN});
        for (const Watch& watch : watches)
            wait_.add(watch);
        bool isFull = false;
        {
            const std::lock_guard lock(mutex_);
            isFull = hasNoRoom_;
        }
        const auto latest = Clock::now() + longestWait;
        // While there is no room, sending at the due time would fail. The thread is woken when there is room.
        const auto until = isFull ? latest : std::min(injector_->due().value_or(latest), latest);
        isWaiting_ = true;
        static_cast<void>(wait_.wait(until));
        isWaiting_ = false;
        ++steps_;
        if (wait_.isReady(0, 1))
            wakeInjector_.clear();
        return wait_.isReady(1, wait_.size());
    }

    std::unique_ptr<Injector> injector_;
    std::function<void(const std::string&)> onSlow_;
    WakeEvent wakeInjector_, wakeEngine_;
    PortWait wait_;
    Slowness slowness_;
    bool hasWatches_ = false;

    // Engine's thread only.
    std::deque<PortFrames> leaving_;
    std::size_t left_ = 0; ///< frames of the first element that have been sent

    std::atomic<std::uint64_t> steps_ = 0;
    std::atomic<bool> isWaiting_ = false;
    std::atomic<bool> isStopped_ = false, responds_;
    mutable std::mutex mutex_; ///< guards the members below
    std::condition_variable ended_;
    std::deque<Event> events_;
    FrameQueue in_, out_;
    bool hasNoRoom_ = false, isOver_ = false;
    std::exception_ptr fault_;
};

Result<std::unique_ptr<ThreadedInjector>> ThreadedInjector::start(std::unique_ptr<Injector> injector,
                                                                  std::function<void(const std::string& what)> onSlow) {
    auto wakeInjector = WakeEvent::make();
    auto wakeEngine = WakeEvent::make();
    if (!wakeInjector || !wakeEngine)
        return std::unexpected(wakeInjector ? wakeEngine.error() : wakeInjector.error());
    auto shared = std::make_shared<Shared>(std::move(injector), std::move(onSlow), std::move(*wakeInjector),
                                           std::move(*wakeEngine));
    try {
        std::thread([shared] { shared->work(); }).detach();
    } catch (const std::system_error& fault) {
        return systemError(fault.code().value(), "start", "a thread for an injector");
    }
    return std::unique_ptr<ThreadedInjector>(new ThreadedInjector(std::move(shared)));
}

ThreadedInjector::~ThreadedInjector() {
    shared_->stop();
}

void ThreadedInjector::watches(std::vector<Watch>& watches) {
    if (!shared_->isOver())
        watches.push_back({shared_->wakeFd(), POLLIN});
}

std::optional<Injector::Clock::time_point> ThreadedInjector::due() {
    if (shared_->isSending())
        return Clock::now();
    // It is over only when its thread has ended, and the thread wakes the engine then.
    if (!shared_->isOver())
        return Clock::time_point::max();
    shared_->rethrow();
    return std::nullopt;
}

void ThreadedInjector::run(Clock::time_point, FrameOutput& output) {
    shared_->sendOn(output);
    if (!shared_->isSending())
        shared_->rethrow();
}

std::uint64_t ThreadedInjector::steps() const noexcept {
    return shared_->steps();
}

bool ThreadedInjector::responds() const noexcept {
    return shared_->responds() && !shared_->isOver();
}

void ThreadedInjector::onFrames(PortId port, std::span<const Frame> frames, FrameOutput&) {
    missed_ += frames.size() - shared_->show(port, frames);
}

void ThreadedInjector::onPort(PortId port, PortState state, const PortFacts& facts) {
    shared_->tell(port, state, facts);
}

} // namespace tapscope
