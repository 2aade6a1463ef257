#include <capture/port_wait.h>
#include <capture/running_injectors.h>
#include <capture/single_writer_count.h>

#include <fmt/core.h>

#include <algorithm>
#include <exception>

namespace tapscope {

/// Counts answers, at most as many as frames were shown.
void RunningInjectors::countAnswers(Counts& counts, std::uint64_t sent) {
    const auto unanswered =
        counts.received.load(std::memory_order_relaxed) - counts.answered.load(std::memory_order_relaxed);
    addTo(counts.answered, std::min(sent, unanswered));
}

/// Frames that the injector missed are not counted as received by it.
void RunningInjectors::countMissed(Counts& counts, std::uint64_t missed) {
    const auto more = missed - counts.missed.load(std::memory_order_relaxed);
    counts.received.store(counts.received.load(std::memory_order_relaxed) - more, std::memory_order_relaxed);
    counts.missed.store(missed, std::memory_order_relaxed);
}

class RunningInjectors::Output final : public FrameOutput {
public:
    Output(Running& running, Sender& sender) : running_(running), sender_(sender) {}

    Sent send(PortId port, std::span<const Frame> frames) override {
        const Sent sent = timedSend(port, frames);
        addTo(running_.counts->sent, sent.taken());
        addTo(running_.counts->failed, sent.failed());
        if (sent.rest == Sent::Rest::NoRoom)
            running_.tryAgainAt = Clock::now() + PortWait::roomAgainAfter;
        return sent;
    }
    bool sendOrDrop(PortId port, Bytes frame) override {
        const Frame only{.bytes = frame, .originalLength = static_cast<std::uint32_t>(frame.size())};
        const Sent sent = timedSend(port, std::span(&only, 1));
        addTo(running_.counts->sent, sent.taken());
        addTo(running_.counts->failed, sent.failed() + (sent.rest == Sent::Rest::NoRoom ? 1 : 0));
        return sent.frames == 1;
    }

private:
    /// The time that sending takes is not the injector's.
    Sent timedSend(PortId port, std::span<const Frame> frames) {
        const auto began = Clock::now();
        const Sent sent = sender_.send(port, frames);
        running_.sending += Clock::now() - began;
        return sent;
    }

    Running& running_;
    Sender& sender_;
};

InjectorId RunningInjectors::add(std::unique_ptr<Injector> injector, std::string name) {
    ThreadedInjector* threaded = nullptr;
    if (injector->placement() == Injector::Placement::OwnThread) {
        const auto noteSlow = [notes = notes_, name](const std::string& what) {
            notes->add(fmt::format("{} is slow: {}", name, what));
        };
        auto started = ThreadedInjector::start(std::move(injector), noteSlow);
        if (!started)
            notes_->add(started.error().text());
        threaded = started ? started->get() : nullptr;
        injector = started ? std::move(*started) : nullptr;
    }
    const std::lock_guard lock(mutex_);
    const auto id = static_cast<InjectorId>(counts_.size());
    counts_.push_back(std::make_shared<Counts>());
    if (hasEnded_ || !injector) {
        counts_.back()->running = false;
        return id;
    }
    toAdd_.push_back({.id = id,
                      .injector = std::move(injector),
                      .counts = counts_.back(),
                      .name = std::move(name),
                      .threaded = threaded});
    hasRequests_.store(true, std::memory_order_release);
    return id;
}

void RunningInjectors::remove(InjectorId id) {
    const std::lock_guard lock(mutex_);
    toRemove_.push_back(id);
    hasRequests_.store(true, std::memory_order_release);
}

InjectorStatus RunningInjectors::status(InjectorId id) const {
    const std::lock_guard lock(mutex_);
    if (id >= counts_.size())
        return {};
    const Counts& counts = *counts_[id];
    return {.running = counts.running,
            .hasFailed = counts.hasFailed,
            .received = counts.received,
            .answered = counts.answered,
            .sent = counts.sent,
            .failed = counts.failed,
            .missed = counts.missed};
}

template <typename Call>
void RunningInjectors::guarded(Running& running, Call call) {
    if (!running.counts->running)
        return;
    try {
        call(*running.injector);
    } catch (const std::exception& fault) {
        stop(running, fmt::format("failed and was removed: {}", fault.what()));
    } catch (...) {
        stop(running, "failed and was removed: it gave no reason");
    }
}

void RunningInjectors::stop(Running& running, std::string_view what) {
    running.counts->hasFailed = true; // the plugin, not the capture
    running.counts->running = false;
    notes_->add(fmt::format("{} {}", running.name, what));
}

template <typename Call>
void RunningInjectors::timed(Running& running, Call call) {
    running.sending = {};
    const auto began = Clock::now();
    guarded(running, call);
    if (const auto slow = running.slowness.call(began, Clock::now(), running.sending))
        notes_->add(fmt::format("{} is slow: {}", running.name, *slow));
    if (running.counts->running && running.slowness.hinders())
        stop(running, fmt::format("was stopped: for {} seconds, the capture waited for it more than half of the time",
                                  Slowness::mostSeconds));
}

void RunningInjectors::takeRequests(std::span<const OpenPort> ports) {
    if (!hasRequests_.load(std::memory_order_acquire))
        return;
    std::vector<InjectorId> remove;
    std::vector<Running> added;
    {
        const std::lock_guard lock(mutex_);
        hasRequests_ = false;
        added.swap(toAdd_);
        remove.swap(toRemove_);
    }
    for (Running& running : added) {
        for (const OpenPort& port : ports)
            guarded(running, [&](Injector& injector) { injector.onPort(port.id, PortState::Open, *port.facts); });
    }
    std::ranges::move(added, std::back_inserter(injectors_));
    for (Running& running : injectors_) {
        if (std::ranges::find(remove, running.id) != remove.end())
            running.counts->running = false;
    }
    dropEnded();
}

void RunningInjectors::show(PortId port, std::span<const Frame> frames, Sender& sender) {
    for (Running& running : injectors_) {
        auto& counts = *running.counts;
        if (!counts.running.load(std::memory_order_relaxed))
            continue;
        const auto before = counts.sent.load(std::memory_order_relaxed);
        timed(running, [&](Injector& injector) {
            if (!injector.responds())
                return;
            addTo(counts.received, frames.size());
            Output output(running, sender);
            injector.onFrames(port, frames, output);
        });
        if (running.threaded != nullptr)
            countMissed(counts, running.threaded->missed());
        const auto sent = counts.sent.load(std::memory_order_relaxed) - before;
        addTo(counts.answered, std::min<std::uint64_t>(sent, frames.size()));
    }
}

void RunningInjectors::portChanged(PortId port, PortState state, const PortFacts& facts) {
    for (Running& running : injectors_)
        guarded(running, [&](Injector& injector) { injector.onPort(port, state, facts); });
}

void RunningInjectors::watch(PortWait& wait) {
    for (Running& running : injectors_) {
        running.firstWatch = wait.size();
        watches_.clear();
        if (running.threaded != nullptr && running.counts->running &&
            running.callWatch.hangs(running.threaded->steps(), Clock::now()))
            stop(running, "was left behind: it does not return from a call");
        guarded(running, [&](Injector& injector) { injector.watches(watches_); });
        for (const Watch& each : watches_)
            wait.add(each);
        running.lastWatch = wait.size();
    }
}

void RunningInjectors::run(const PortWait& wait, Sender& sender) {
    for (Running& running : injectors_) {
        const auto due = dueOf(running);
        const auto now = Clock::now(); // an injector that returns "now" each time is due
        const bool isReady = running.lastWatch <= wait.size() && wait.isReady(running.firstWatch, running.lastWatch);
        if (isReady || (due && *due <= now)) {
            running.tryAgainAt.reset();
            const auto before = running.counts->sent.load(std::memory_order_relaxed);
            timed(running, [&](Injector& injector) {
                Output output(running, sender);
                injector.run(now, output);
            });
            if (running.threaded != nullptr) // its thread answers some time after the frames
                countAnswers(*running.counts, running.counts->sent.load(std::memory_order_relaxed) - before);
        }
        // An injector that neither answers frames, nor waits for a descriptor, nor has anything due has finished.
        guarded(running, [&](Injector& injector) {
            if (injector.responds())
                return;
            watches_.clear();
            injector.watches(watches_);
            if (watches_.empty() && !dueOf(running))
                running.counts->running = false;
        });
    }
    dropEnded();
}

std::optional<RunningInjectors::Clock::time_point> RunningInjectors::dueOf(Running& running) {
    std::optional<Clock::time_point> due;
    guarded(running, [&](Injector& injector) { due = injector.due(); });
    // While there is no room, sending at the due time would fail.
    return running.tryAgainAt ? running.tryAgainAt : due;
}

std::optional<RunningInjectors::Clock::time_point> RunningInjectors::due() {
    std::optional<Clock::time_point> earliest;
    for (Running& running : injectors_) {
        for (const auto& due : {dueOf(running), running.callWatch.due()}) {
            if (due && (!earliest || *due < *earliest))
                earliest = due;
        }
    }
    return earliest;
}

void RunningInjectors::dropEnded() {
    std::erase_if(injectors_, [this](const Running& running) {
        if (running.counts->running)
            return false;
        ended(running);
        return true;
    });
}

void RunningInjectors::ended(const Running& running) {
    if (const auto missed = running.counts->missed.load(); missed != 0)
        notes_->add(fmt::format("{} was too slow: {} frames were not shown to it", running.name, missed));
}

void RunningInjectors::end() {
    std::vector<Running> late;
    {
        const std::lock_guard lock(mutex_);
        hasEnded_ = true;
        late.swap(toAdd_);
    }
    for (const auto* each : {&injectors_, &late}) {
        for (const Running& running : *each) {
            running.counts->running = false;
            ended(running);
        }
    }
    injectors_.clear();
}

} // namespace tapscope
