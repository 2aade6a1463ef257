#include <capture/running_injectors.h>

#include <algorithm>

namespace tapscope {
namespace {

void bump(std::atomic<std::uint64_t>& count) { // one writer: no need of a locked instruction
    count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

} // namespace

class RunningInjectors::Output final : public FrameOutput {
public:
    Output(Counts& counts, Sender& sender) : counts_(counts), sender_(sender) {}
    void send(Bytes frame) override { bump(sender_.send(frame) ? counts_.sent : counts_.failed); }

private:
    Counts& counts_;
    Sender& sender_;
};

InjectorId RunningInjectors::add(std::unique_ptr<Injector> injector) {
    const std::lock_guard lock(mutex_);
    const auto id = static_cast<InjectorId>(counts_.size());
    counts_.push_back(std::make_shared<Counts>());
    if (hasEnded_) {
        counts_.back()->running = false;
        return id;
    }
    toAdd_.push_back({id, std::move(injector), counts_.back()});
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
            .received = counts.received,
            .answered = counts.answered,
            .sent = counts.sent,
            .failed = counts.failed};
}

void RunningInjectors::takeRequests() {
    if (!hasRequests_.load(std::memory_order_acquire))
        return;
    std::vector<InjectorId> remove;
    {
        const std::lock_guard lock(mutex_);
        hasRequests_ = false;
        std::ranges::move(toAdd_, std::back_inserter(injectors_));
        toAdd_.clear();
        remove.swap(toRemove_);
    }
    for (Running& running : injectors_) {
        if (std::ranges::find(remove, running.id) != remove.end())
            running.counts->running = false;
    }
    dropEnded();
}

template <typename Call>
void RunningInjectors::guarded(Running& running, Sender& sender, Call call) {
    Output output(*running.counts, sender);
    try {
        call(*running.injector, output);
    } catch (...) { // a plugin's fault ends the plugin, not the capture
        running.counts->running = false;
    }
}

void RunningInjectors::show(const Frame& frame, Sender& sender) {
    takeRequests(); // an injector sees every frame that came after it was added
    for (Running& running : injectors_) {
        if (!running.counts->running.load(std::memory_order_relaxed) || !running.injector->responds())
            continue;
        bump(running.counts->received);
        const auto before = running.counts->sent.load(std::memory_order_relaxed);
        guarded(running, sender, [&](Injector& injector, FrameOutput& output) { injector.onFrame(frame, output); });
        if (running.counts->sent.load(std::memory_order_relaxed) != before)
            bump(running.counts->answered);
    }
}

void RunningInjectors::produce(Clock::time_point now, Sender& sender) {
    for (Running& running : injectors_) {
        guarded(running, sender, [&](Injector& injector, FrameOutput& output) {
            if (const auto due = injector.due(); due && *due <= now)
                injector.produce(now, output);
            // A source that has nothing more, and answers nothing, has done its work.
            if (!injector.responds() && !injector.due())
                running.counts->running = false;
        });
    }
    dropEnded();
}

std::optional<RunningInjectors::Clock::time_point> RunningInjectors::due() const {
    std::optional<Clock::time_point> earliest;
    for (const Running& running : injectors_) {
        const auto due = running.injector->due();
        if (due && (!earliest || *due < *earliest))
            earliest = due;
    }
    return earliest;
}

void RunningInjectors::dropEnded() {
    std::erase_if(injectors_, [](const Running& running) { return !running.counts->running; });
}

void RunningInjectors::end() {
    std::vector<Running> late;
    {
        const std::lock_guard lock(mutex_);
        hasEnded_ = true;
        late.swap(toAdd_);
    }
    for (const auto* each : {&injectors_, &late}) {
        for (const Running& running : *each)
            running.counts->running = false;
    }
    injectors_.clear();
}

} // namespace tapscope
