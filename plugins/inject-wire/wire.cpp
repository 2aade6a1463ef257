#include "wire.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace tapscope {
namespace {

/// Sends the frames that the device accepts now, and returns the rest.
std::span<const Frame> send(PortId port, std::span<const Frame> frames, FrameOutput& output) {
    while (!frames.empty()) {
        const Sent sent = output.send(port, frames);
        if (sent.rest == Sent::Rest::NoRoom)
            return frames.subspan(sent.frames);
        const std::size_t refused = sent.rest == Sent::Rest::None ? 0 : 1; // counted as failed
        frames = frames.subspan(std::min(frames.size(), sent.frames + refused));
    }
    return frames;
}

} // namespace

Wire::Wire(Ends ends, std::shared_ptr<InjectionLog> log) : wanted_(std::move(ends)), log_(std::move(log)) {}

bool Wire::leadsFrom(std::size_t end) const noexcept {
    return wanted_.way == Way::Both || wanted_.way == (end == 0 ? Way::Forth : Way::Back);
}

void Wire::drop(const std::string& reason, std::uint64_t frames) {
    if (log_ && frames > 0)
        log_->leftOut(reason, frames);
}

bool Wire::isMeant(std::size_t end, PortId port, const PortFacts& facts) const {
    if (ends_[end].port != 0)
        return ends_[end].port == port;
    return end == 0 && wanted_.first != 0 ? wanted_.first == port
                                          : wanted_.names[end] == fullName(facts) || wanted_.names[end] == facts.name;
}

void Wire::onPort(PortId port, PortState state, const PortFacts& facts) {
    for (std::size_t i = 0; i < ends_.size(); ++i) {
        End& end = ends_[i];
        if (!isMeant(i, port, facts))
            continue;
        if (state == PortState::Open) {
            end.port = port;
            end.isAttached = facts.isAttached;
            end.linkType = facts.linkType;
        } else {
            end.port = 0;
            drop(fmt::format("{} was gone", wanted_.names[i]), end.waiting.size());
            end.waiting.clear();
        }
        break; // a device is only one end
    }
    if (log_ && state == PortState::Open && ends_[0].port != 0 && ends_[1].port != 0 && !fitTogether())
        log_->noteLoss(fmt::format("{} and {} have different link types: the wire passes nothing on", wanted_.names[0],
                                   wanted_.names[1]));
}

std::span<const Frame> Wire::comingOut(const End& from, std::span<const Frame> frames) {
    if (from.isAttached)
        return frames;
    passed_.clear();
    std::ranges::copy_if(frames, std::back_inserter(passed_),
                         [](const Frame& frame) { return frame.direction != Direction::Outbound; });
    return passed_;
}

void Wire::onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) {
    const std::size_t from = port == ends_[0].port ? 0 : 1;
    const std::size_t other = 1 - from;
    if (port != ends_[from].port || !leadsFrom(from))
        return;
    End& to = ends_[other];
    frames = comingOut(ends_[from], frames);
    if (to.port == 0 || !fitTogether()) {
        drop(to.port == 0 ? fmt::format("{} was gone", wanted_.names[other]) : "the link types differ", frames.size());
        return;
    }
    keep(other, to.waiting.empty() ? send(to.port, frames, output) : frames);
}

void Wire::keep(std::size_t to, std::span<const Frame> frames) {
    auto& waiting = ends_[to].waiting;
    const std::size_t room = wanted_.queue - std::min(wanted_.queue, waiting.size());
    for (const Frame& frame : frames.first(std::min(room, frames.size())))
        waiting.push_back({{frame.bytes.begin(), frame.bytes.end()}, frame});
    if (frames.size() > room)
        drop(fmt::format("{} did not take them in time", wanted_.names[to]), frames.size() - room);
}

std::optional<Injector::Clock::time_point> Wire::due() {
    const bool isWaiting = std::ranges::any_of(ends_, [](const End& end) { return !end.waiting.empty(); });
    return isWaiting ? std::optional(Clock::now()) : std::nullopt;
}

void Wire::run(Clock::time_point, FrameOutput& output) {
    constexpr std::size_t most = 256; // frames at a time
    for (End& end : ends_) {
        passed_.clear();
        for (std::size_t i = 0; i < std::min(end.waiting.size(), most); ++i) {
            Kept& kept = end.waiting[i];
            kept.frame.bytes = kept.bytes;
            kept.frame.comment = {};
            passed_.push_back(kept.frame);
        }
        const auto left = send(end.port, passed_, output).size();
        end.waiting.erase(end.waiting.begin(),
                          end.waiting.begin() + static_cast<std::ptrdiff_t>(passed_.size() - left));
    }
}

} // namespace tapscope
