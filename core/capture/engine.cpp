#include <capture/engine.h>

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr auto flushEvery = 50ms;
constexpr auto countDropsEvery = 500ms;
constexpr auto longestDrain = 60ms;   // for all ports together
constexpr std::size_t firstPlace = 1; // of the ports in the wait: the wake event comes first

} // namespace

Engine::Engine(std::shared_ptr<WakeEvent> wake, std::shared_ptr<Recording> recording, StopConditions stop,
               const std::optional<KeepBefore>& keep)
    : recording_(std::move(recording)), wake_(std::move(wake)), stop_(std::move(stop)),
      held_([this](PortId port, std::span<const Frame> frames) { append(port, frames); }) {
    if (recording_)
        recorder_.emplace(recording_, keep);
}

void Engine::work() noexcept {
    PortWait::beOnTime();
    try {
        loop();
        finish();
    } catch (const std::bad_alloc&) {
        fail(tapscope::failure(ErrorKind::NoSpace, "go on with", "the capture", "there is not enough memory").error());
    } catch (const std::exception& fault) {
        fail(tapscope::failure(ErrorKind::System, "go on with", "the capture", fault.what()).error());
    } catch (...) { // a plugin's port may throw anything
        fail(tapscope::failure(ErrorKind::System, "go on with", "the capture", "a plugin failed").error());
    }
    running_.clear();
    hasEnded_.store(true, std::memory_order_release);
}

void Engine::loop() {
    while (!stopping_) {
        takeRequests();
        const bool isBusy = runPorts();
        injectors_.run(portWait_, *this);
        const auto now = Clock::now();
        housekeeping(now);
        if (isOver(now))
            return;
        wait(isBusy);
    }
}

void Engine::takeRequests() {
    if (hasRequests_.exchange(false, std::memory_order_acquire)) {
        std::vector<NewPort> add;
        std::vector<PortId> remove;
        {
            const std::lock_guard lock(mutex_);
            add.swap(toAdd_);
            remove.swap(toRemove_);
        }
        for (auto& [port, opened] : add) {
            running_.push_back(std::move(port));
            running_.back()->start(std::move(opened));
        }
        for (const PortId id : remove) {
            if (EnginePort* port = find(id))
                port->end(Clock::now() + longestDrain);
        }
    }
    takeInjectors();
}

void Engine::takeInjectors() {
    if (!injectors_.hasRequests())
        return;
    std::vector<RunningInjectors::OpenPort> open;
    for (const auto& port : running_) {
        if (port->isRunning())
            open.push_back({port->id(), &port->facts()});
    }
    injectors_.takeRequests(open);
}

bool Engine::runPorts() {
    bool isBusy = false;
    for (std::size_t i = 0; i < running_.size(); ++i) {
        const bool isReady =
            i < watchEnds_.size() && portWait_.isReady(i == 0 ? firstPlace : watchEnds_[i - 1], watchEnds_[i]);
        isBusy = running_[i]->runOnce(isReady) || isBusy;
    }
    if (std::erase_if(running_, [](const auto& port) { return port->isOver(); }) > 0)
        watchEnds_.clear();
    return isBusy;
}

void Engine::wait(bool isBusy) {
    const auto now = Clock::now();
    portWait_.clear();
    portWait_.add({wake_->fd(), POLLIN});
    watchEnds_.clear();
    for (const auto& port : running_) {
        watches_.clear();
        port->watch(watches_);
        for (const Watch& watch : watches_)
            portWait_.add(watch);
        watchEnds_.push_back(portWait_.size());
    }
    injectors_.watch(portWait_);
    if (auto waited = portWait_.wait(isBusy ? now : nextTurn(now)); !waited)
        breakOff(waited.error());
    if (portWait_.isReady(0, firstPlace))
        wake_->clear();
}

Engine::Clock::time_point Engine::nextTurn(Clock::time_point now) {
    auto next = counted_ + countDropsEvery;
    const auto atMost = [&](std::optional<Clock::time_point> then) {
        if (then)
            next = std::min(next, *then);
    };
    if (recorder_ && admitted_ != flushedFrames_)
        atMost(flushed_ + flushEvery);
    if (stop_.duration)
        atMost(started_ + *stop_.duration);
    atMost(held_.due());
    atMost(injectors_.due());
    for (const auto& port : running_)
        atMost(port->due());
    return std::max(next, now);
}

void Engine::housekeeping(Clock::time_point now) {
    if (recorder_) {
        held_.release(now);
        late_.store(held_.late(), std::memory_order_relaxed);
        // Even if nothing was received: the recording starts new files by time, and its disk may fail.
        if (now - flushed_ >= flushEvery) {
            recorder_->flush();
            flushed_ = now;
            flushedFrames_ = admitted_;
            if (const auto error = recorder_->error())
                breakOff(*error);
        }
    }
    if (now - counted_ >= countDropsEvery) {
        counted_ = now;
        for (const auto& port : running_)
            port->countDrops();
    }
}

bool Engine::isOver(Clock::time_point now) const {
    return isBroken_ || (running_.empty() && !hasRequests_) || (stop_.duration && now - started_ >= *stop_.duration) ||
           isFull();
}

bool Engine::isFull() const {
    return hasSeen_ || (stop_.frames && admitted_ >= *stop_.frames) || (recorder_ && recorder_->isComplete()) ||
           (stop_.bytesOnDisk && recorder_ && recorder_->bytes() >= *stop_.bytesOnDisk);
}

void Engine::finish() {
    injectors_.end();
    // Ports whose opening was overtaken by the stop are served too: they describe themselves, and may have frames.
    takeRequests();
    runPorts();
    // Frames received before the end belong to the capture, even if the kernel had not handed them over yet.
    const bool isWanted = !isFull();
    const auto until = Clock::now() + longestDrain;
    for (const auto& port : running_) {
        if (isWanted)
            port->end(until);
        else
            port->end();
    }
    running_.clear();
    if (!recorder_)
        return;
    held_.releaseAll();
    recorder_->finish(dropsOfEnded_);
    if (const RecentFrames* recent = recorder_->recent()) {
        left_.store(recent->dropped(), std::memory_order_relaxed);
        if (recent->didNotFit() != 0)
            note(fmt::format("Not all earlier frames were kept: there is room for {} MB, and {} frames did not fit",
                             recent->room() / 1'000'000, recent->didNotFit()));
    }
}

EnginePort* Engine::find(PortId id) const {
    const auto found = std::ranges::find_if(running_, [&](const auto& port) { return port->id() == id; });
    return found == running_.end() ? nullptr : found->get();
}

std::size_t Engine::recordedPorts() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(running_, [](const auto& port) { return port->isRecorded() && port->isRunning(); }));
}

void Engine::interface(EnginePort& port, std::uint32_t number, const CaptureInterface& description) {
    if (!recorder_ || !port.isRecorded())
        return;
    if (recorder_->knows(port.id(), number))
        held_.releaseAll(); // frames of the earlier interface with that number
    recorder_->describe(port.id(), number, description);
}

void Engine::frames(EnginePort& port, std::span<const Frame> frames) {
    const auto taken = admit(port, frames);
    if (taken.empty())
        return;
    record(port.id(), taken);
    takeInjectors(); // an injector added before a frame was received gets to see it
    injectors_.show(port.id(), taken, *this);
}

/// Counts received frames, up to the one at which the capture is to stop.
std::span<const Frame> Engine::admit(EnginePort& port, std::span<const Frame> frames) {
    if (hasSeen_)
        return {};
    if (stop_.frames)
        frames = frames.first(std::min<std::size_t>(frames.size(), *stop_.frames - admitted_));
    if (const auto seen = stop_.frame && !frames.empty() ? stop_.frame(port.id(), frames) : std::nullopt) {
        frames = frames.first(*seen + 1);
        hasSeen_ = true;
    }
    admitted_ += frames.size();
    std::uint64_t bytes = 0;
    for (const Frame& frame : frames)
        bytes += frame.bytes.size();
    port.published().count(frames.size(), bytes);
    return frames;
}

void Engine::record(PortId port, std::span<const Frame> frames) {
    if (!recorder_ || !find(port)->isRecorded())
        return;
    if (recordedPorts() > 1 || held_.due())
        held_.add(port, frames, Clock::now());
    else
        append(port, frames);
}

/// Frames that arrive after the last file is full are not part of the capture, and are not counted.
void Engine::append(PortId port, std::span<const Frame> frames) {
    const std::size_t beyond = recorder_->append(port, frames);
    if (beyond == 0)
        return;
    std::uint64_t bytes = 0;
    for (const Frame& frame : frames.last(beyond))
        bytes += frame.bytes.size();
    const std::lock_guard lock(mutex_);
    published_[port - 1]->uncount(beyond, bytes);
}

void Engine::gap(EnginePort& port, const std::string& text) {
    note(fmt::format("{}: {}", port.name(), text));
    if (!recorder_ || !port.isRecorded())
        return;
    held_.releaseAll();
    recorder_->comment(port.id(), text);
}

void Engine::block(EnginePort& port, std::uint32_t type, Bytes body) {
    if (recorder_ && port.isRecorded())
        recorder_->appendBlock(type, body);
}

void Engine::opened(EnginePort& port, std::optional<Clock::duration> away) {
    injectors_.portChanged(port.id(), PortState::Open, port.facts());
    if (const auto stale = port.countDrops().stale; stale != 0)
        note(fmt::format("{} frames that were queued in {} before the capture began were left out: their time is not "
                         "known",
                         stale, port.name()));
    if (!away) {
        note(fmt::format("{} {}", port.isRecorded() ? "Capturing on" : "Injecting into", port.name()));
        return;
    }
    const auto seconds = std::chrono::duration<double>(*away).count();
    note(fmt::format("{} is back after {:.1f} s", port.name(), seconds));
    if (recorder_ && port.isRecorded()) {
        held_.releaseAll();
        recorder_->comment(port.id(), fmt::format("Capture resumed after {:.1f} s without the device", seconds));
    }
}

void Engine::lost(EnginePort& port) {
    note(fmt::format("{} is gone; waiting for it", port.name()));
    injectors_.portChanged(port.id(), PortState::Waiting, port.facts());
    if (recorder_ && port.isRecorded()) {
        held_.releaseAll();
        recorder_->lose(port.id(),
                        fmt::format("{} is gone; frames from here on are missing until it is back", port.name()),
                        port.countDrops());
    }
}

void Engine::ended(EnginePort& port) {
    injectors_.portChanged(port.id(), PortState::Closed, port.facts());
    dropsOfEnded_.emplace_back(port.id(), port.countDrops());
    if (!port.error())
        return;
    const bool isOnly = running_.size() == 1;
    if (!isOnly)
        note(port.error()->text());
    fail(*port.error());
}

std::function<void()> Engine::waker() {
    return [wake = wake_] { wake->signal(); };
}

Sent Engine::send(PortId id, std::span<const Frame> frames) {
    EnginePort* port = find(id);
    return port == nullptr ? Sent{.rest = Sent::Rest::Ended} : port->send(frames);
}

void Engine::sent(EnginePort& port, std::span<Frame> frames) {
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    for (Frame& frame : frames) {
        frame.time = now;
        frame.linkType = port.facts().linkType;
        frame.direction = port.facts().isAttached ? Direction::Inbound : Direction::Outbound;
        frame.interfaceId = 0;
    }
    record(port.id(), admit(port, frames));
}

bool Engine::wantsSent() const noexcept {
    return recorder_ || stop_.frames || stop_.frame;
}

void Engine::breakOff(const Error& error) {
    isBroken_ = true;
    fail(error);
}

void Engine::fail(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!error_)
        error_ = error;
}

} // namespace tapscope
