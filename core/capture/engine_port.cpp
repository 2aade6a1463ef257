#include <capture/engine_port.h>
#include <capture/port_wait.h>
#include <capture/single_writer_count.h>

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t batch = 4096; // frames, after which the other ports have their turn
constexpr auto longestOwnDrain =
    std::chrono::milliseconds(60); // an open block is handed over within 10 ms, or a little later

} // namespace

void PublishedPort::setFacts(const PortFacts& facts) {
    const std::lock_guard lock(mutex_);
    facts_ = facts;
}

void PublishedPort::setError(const Error& error) {
    const std::lock_guard lock(mutex_);
    error_ = error;
}

void PublishedPort::count(std::uint64_t frames, std::uint64_t bytes) noexcept {
    addTo(frames_, frames);
    addTo(bytes_, bytes);
}

void PublishedPort::uncount(std::uint64_t frames, std::uint64_t bytes) noexcept {
    addTo(frames_, -frames);
    addTo(bytes_, -bytes);
}

void PublishedPort::countSent(std::uint64_t sent, std::uint64_t failed) noexcept {
    addTo(sent_, sent);
    addTo(failed_, failed);
}

void PublishedPort::countGap() noexcept {
    addTo(gaps_, 1);
}

void PublishedPort::setDrops(const DropCounts& drops) noexcept {
    droppedSystem_.store(drops.system, std::memory_order_relaxed);
    droppedInterface_.store(drops.interface, std::memory_order_relaxed);
    droppedDevice_.store(drops.device, std::memory_order_relaxed);
    stale_.store(drops.stale, std::memory_order_relaxed);
}

PortStatus PublishedPort::status() const {
    PortStatus status{.id = id_,
                      .state = state_.load(std::memory_order_acquire),
                      .facts = {},
                      .error = {},
                      .frames = frames_.load(std::memory_order_relaxed),
                      .bytes = bytes_.load(std::memory_order_relaxed),
                      .drops = {.system = droppedSystem_.load(std::memory_order_relaxed),
                                .interface = droppedInterface_.load(std::memory_order_relaxed),
                                .device = droppedDevice_.load(std::memory_order_relaxed),
                                .stale = stale_.load(std::memory_order_relaxed)},
                      .sent = sent_.load(std::memory_order_relaxed),
                      .failed = failed_.load(std::memory_order_relaxed),
                      .gaps = gaps_.load(std::memory_order_relaxed)};
    const std::lock_guard lock(mutex_);
    status.facts = facts_;
    status.error = error_;
    return status;
}

EnginePort::EnginePort(Owner& owner, PortId id, PortChoice choice, PortUse use,
                       std::shared_ptr<PublishedPort> published)
    : owner_(owner), id_(id), choice_(std::move(choice)), use_(use), published_(std::move(published)) {
    facts_.name = choice_.name;
    facts_.nameSpace = choice_.nameSpace;
}

void EnginePort::start(std::unique_ptr<Port> port) {
    if (port)
        run(std::move(port));
    else
        open(use_.whenGone == PortUse::WhenGone::Wait ? PortOpener::Patience::UntilThere : PortOpener::Patience::Once);
}

void EnginePort::open(PortOpener::Patience patience) {
    published_->setState(patience == PortOpener::Patience::Once ? PortStatus::State::Opening
                                                                : PortStatus::State::Waiting);
    auto opener = PortOpener::start(choice_, patience, owner_.waker());
    if (opener)
        opener_.emplace(std::move(*opener));
    else
        failed(opener.error());
}

bool EnginePort::takeOpened() {
    auto opened = opener_->take();
    if (!opened)
        return false;
    opener_.reset();
    if (*opened)
        run(std::move(**opened));
    else
        failed((*opened).error());
    return isRunning();
}

void EnginePort::run(std::unique_ptr<Port> port) {
    port_ = std::move(port);
    facts_ = port_->facts();
    facts_.nameSpace = choice_.nameSpace;
    published_->setFacts(facts_);
    published_->setState(PortStatus::State::Running);
    const auto gone = std::exchange(goneSince_, std::nullopt);
    if (gone)
        published_->countGap();
    sender_.keepTaken(!facts_.seesOwnFrames && owner_.wantsSent());
    isHot_ = true; // it describes its interface at the first call
    owner_.opened(*this, gone ? std::optional(Clock::now() - *gone) : std::nullopt);
}

bool EnginePort::runOnce(bool isReady) {
    if (opener_ && !takeOpened())
        return false;
    if (!port_)
        return false;
    if (sender_.hasLeft()) {
        static_cast<void>(sender_.flush(*port_));
        showSent();
    }
    const auto isDue = [&] {
        const auto due = port_->due();
        return due && *due <= Clock::now();
    };
    if (!isHot_ && !isReady && !isDue())
        return false;
    auto received = port_->receive(*this, batch);
    if (received) {
        isHot_ = *received > 0;
        return isHot_;
    }
    failed(std::move(received.error()));
    return false;
}

void EnginePort::failed(Error error) {
    const bool isGone = error.kind == ErrorKind::Gone;
    if (port_ && error.kind != ErrorKind::Ended)
        port_->drain(*this, Clock::now() + longestOwnDrain);
    close();
    if (isGone && use_.whenGone == PortUse::WhenGone::Wait && choice_.open) {
        goneSince_ = Clock::now();
        owner_.lost(*this);
        open(PortOpener::Patience::UntilThere);
        return;
    }
    if (error.kind != ErrorKind::Ended) {
        published_->setError(error);
        error_ = std::move(error);
    }
    isOver_ = true;
    published_->setState(PortStatus::State::Ended);
    owner_.ended(*this);
}

void EnginePort::close() {
    dropsBefore_ = countDrops();
    sender_.clear();
    port_.reset();
    isHot_ = false;
}

void EnginePort::end(Clock::time_point until) {
    if (port_)
        port_->drain(*this, until);
    end();
}

void EnginePort::end() {
    opener_.reset();
    if (isOver_)
        return;
    close();
    isOver_ = true;
    published_->setState(PortStatus::State::Ended);
    owner_.ended(*this);
}

void EnginePort::watch(std::vector<Watch>& watches) {
    if (port_)
        port_->watches(watches);
}

std::optional<EnginePort::Clock::time_point> EnginePort::due() {
    if (!port_)
        return std::nullopt;
    const auto due = port_->due();
    if (!sender_.hasLeft())
        return due;
    const auto again = Clock::now() + PortWait::roomAgainAfter;
    return due ? std::min(*due, again) : again;
}

Sent EnginePort::send(std::span<const Frame> frames) {
    if (!port_)
        return {.rest = Sent::Rest::Ended};
    const Sent sent = sender_.send(*port_, frames);
    published_->countSent(sent.taken(), sent.failed());
    showSent();
    return sent;
}

void EnginePort::showSent() {
    if (!facts_.seesOwnFrames && sender_.takenFrames() > 0) {
        if (owner_.wantsSent())
            owner_.sent(*this, sender_.taken());
        else
            published_->count(sender_.takenFrames(), sender_.takenBytes());
    }
    sender_.takenUp();
}

DropCounts EnginePort::countDrops() {
    DropCounts drops = dropsBefore_;
    if (port_)
        drops += port_->losses();
    published_->setDrops(drops);
    return drops;
}

void EnginePort::interface(std::uint32_t id, const CaptureInterface& description) {
    facts_.linkType = description.linkType;
    if (choice_.nameSpace.empty()) {
        owner_.interface(*this, id, description);
        return;
    }
    CaptureInterface placed = description;
    placed.name = choice_.nameSpace + "/" + placed.name;
    owner_.interface(*this, id, placed);
}

void EnginePort::frames(std::span<const Frame> frames) {
    owner_.frames(*this, frames);
}

void EnginePort::gap(std::string_view why, std::optional<std::uint64_t> lost) {
    owner_.gap(*this, lost ? fmt::format("{}: {} frames are missing here", why, *lost)
                           : fmt::format("{}: frames are missing here", why));
}

} // namespace tapscope
