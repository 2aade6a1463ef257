#include "replay_plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace tapscope {
namespace {

using std::chrono::nanoseconds;

/// Raw IP has three link types in files, but is the same to a device.
bool fits(LinkType frames, LinkType device) {
    return frames == device || (device == LinkType::Raw && (frames == LinkType::Ipv4 || frames == LinkType::Ipv6));
}

/// The bytes a link carries in addition to its MTU: the Ethernet header with its VLAN tags (IEEE 802.1Q).
std::size_t linkHeader(Bytes frame, LinkType linkType) {
    if (linkType != LinkType::Ethernet)
        return 0;
    constexpr std::size_t addresses = 12, tag = 4;
    std::size_t at = addresses;
    const auto type = [&] {
        return std::to_integer<unsigned>(frame[at]) << 8 | std::to_integer<unsigned>(frame[at + 1]);
    };
    while (frame.size() >= at + tag + 2 && (type() == 0x8100 || type() == 0x88a8))
        at += tag;
    return at + 2;
}

/// A difference of times that hostile values cannot overflow.
nanoseconds elapsed(Timestamp from, Timestamp to) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(to.time_since_epoch().count(), from.time_since_epoch().count(), &difference))
        return to > from ? nanoseconds::max() : nanoseconds::min();
    return nanoseconds(difference);
}

nanoseconds bounded(double time) {
    constexpr auto most = static_cast<double>(ReplayPlan::latest.count());
    return nanoseconds(static_cast<std::int64_t>(std::clamp(time, 0.0, most)));
}

} // namespace

Result<ReplayPlan> ReplayPlan::make(ReplayOptions options, const ReplayTarget& target, LeftOut leftOut) {
    auto filter = CaptureFilter::compile(options.filter, target.linkType);
    if (!filter)
        return std::unexpected(filter.error());
    return ReplayPlan(std::move(options), target, std::move(*filter), std::move(leftOut));
}

bool ReplayPlan::isAskedFor(const Frame& frame, std::span<const StoredInterface> interfaces) const {
    if (frame.linkType == LinkType::CustomBlock || !options_.range.has(frame.number))
        return false;
    if (!options_.interface.empty()) {
        const bool hasName = frame.interfaceId < interfaces.size() &&
                             interfaces[frame.interfaceId].description.name == options_.interface;
        if (!hasName && options_.interface != std::to_string(frame.interfaceId))
            return false;
    }
    return options_.filter.empty() || !fits(frame.linkType, target_.linkType) || filter_.matches(frame);
}

/// The reason, worded to follow a number of frames; empty if the frame can be sent.
std::string ReplayPlan::whyNot(const Frame& frame) const {
    if (!fits(frame.linkType, target_.linkType))
        return "of another link type (" + linkTypeName(frame.linkType) + ")";
    if (frame.bytes.size() < frame.originalLength)
        return "cut by a snap length";
    if (frame.bytes.empty())
        return "empty";
    // A frame to be segmented is larger than any link accepts.
    if (frame.offload.segmentation == 0 && frame.bytes.size() > linkHeader(frame.bytes, target_.linkType) + target_.mtu)
        return fmt::format("larger than the MTU of {}", target_.mtu);
    return {};
}

std::optional<PlannedFrame> ReplayPlan::next(const Frame& frame, std::span<const StoredInterface> interfaces) {
    if (!isAskedFor(frame, interfaces))
        return std::nullopt;
    if (const auto reason = whyNot(frame); !reason.empty()) {
        leftOut_(reason);
        return std::nullopt;
    }
    PlannedFrame planned{.bytes = frame.bytes, .offload = frame.offload, .number = frame.number};
    if (options_.rewriting.isAnything()) {
        rewritten_.assign(frame.bytes.begin(), frame.bytes.end());
        rewrite(rewritten_, planned.offload, target_.linkType, options_.rewriting);
        planned.bytes = rewritten_;
    }
    const nanoseconds before = due_;
    planned.due = dueOf(frame, planned.bytes.size());
    planned.wait = planned.due - before;
    return planned;
}

/// When the current frame is due, if its pace counts frames or bits.
nanoseconds ReplayPlan::dueAfterUnits() const noexcept {
    constexpr double perSecond = 1e9;
    return bounded(units_ / options_.pace.factor * perSecond);
}

nanoseconds ReplayPlan::roundLength() const noexcept {
    switch (options_.pace.kind) {
    case ReplayPace::Kind::Top:
        return {};
    case ReplayPace::Kind::Recorded:
        return due_;
    case ReplayPace::Kind::Frames:
    case ReplayPace::Kind::Bits:
        break;
    }
    return dueAfterUnits();
}

nanoseconds ReplayPlan::dueOf(const Frame& frame, std::size_t size) {
    constexpr double bitsPerOctet = 8;
    switch (options_.pace.kind) {
    case ReplayPace::Kind::Top:
        break;
    case ReplayPace::Kind::Recorded:
        due_ += std::min(recordedWait(frame.time), latest - due_);
        break;
    case ReplayPace::Kind::Frames:
        due_ = dueAfterUnits();
        units_ += 1;
        break;
    case ReplayPace::Kind::Bits:
        due_ = dueAfterUnits();
        units_ += static_cast<double>(size) * bitsPerOctet;
        break;
    }
    return due_;
}

/// The time since the latest frame before. A frame with an unknown time, or one that goes back in time, has no wait.
nanoseconds ReplayPlan::recordedWait(Timestamp time) {
    if (time == noTime)
        return {};
    const Timestamp before = previous_.value_or(time);
    previous_ = std::max(before, time);
    const nanoseconds gap = std::max(elapsed(before, time), nanoseconds(0));
    const nanoseconds wait = bounded(static_cast<double>(gap.count()) / options_.pace.factor);
    return options_.longestWait ? std::min(wait, *options_.longestWait) : wait;
}

} // namespace tapscope
