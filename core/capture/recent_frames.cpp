#include <base/elapsed.h>
#include <capture/recent_frames.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t partBytes = std::size_t{1} << 20;
constexpr std::size_t partFrames = 8192;

} // namespace

void RecentFrames::add(const Frame& frame) {
    if (parts_.empty() || parts_.back().frames.bytes() >= partBytes || parts_.back().frames.count() >= partFrames) {
        parts_.emplace_back();
        dropOld();
    }
    parts_.back().frames.add(frame);
    bytes_ += frame.bytes.size();
    newest_ = std::max(newest_, frame.time);
}

void RecentFrames::add(Remark remark) {
    if (parts_.empty())
        parts_.emplace_back();
    Part& part = parts_.back();
    part.remarks.emplace_back(part.frames.count(), std::move(remark));
}

bool RecentFrames::isTooOld(Timestamp time) const noexcept {
    return keep_.duration && elapsed(time, newest_) > *keep_.duration;
}

/// Drops whole parts while the remaining parts are enough.
void RecentFrames::dropOld() {
    while (parts_.size() > 1) {
        Part& oldest = parts_.front();
        const auto frames = oldest.frames.get();
        const bool isOld = frames.empty() || isTooOld(std::ranges::max(frames, {}, &Frame::time).time);
        if (!isOld && bytes_ - oldest.frames.bytes() < keep_.bytes)
            return;
        dropped_ += frames.size();
        didNotFit_ += isOld ? 0 : frames.size();
        bytes_ -= oldest.frames.bytes();
        parts_.pop_front();
    }
}

void RecentFrames::giveAll(const std::function<void(const Frame&)>& take) {
    std::uint64_t left = bytes_;
    for (Part& part : std::exchange(parts_, {})) {
        auto remark = part.remarks.begin();
        const auto announceUpTo = [&](std::size_t place) {
            for (; remark != part.remarks.end() && remark->first <= place; ++remark)
                remark->second();
        };
        const auto frames = part.frames.get();
        for (std::size_t i = 0; i < frames.size(); ++i) {
            announceUpTo(i);
            const bool isOld = isTooOld(frames[i].time);
            const bool fits = left <= keep_.bytes;
            left -= frames[i].bytes.size();
            if (!isOld && fits) {
                take(frames[i]);
                continue;
            }
            ++dropped_;
            didNotFit_ += isOld ? 0 : 1;
        }
        announceUpTo(frames.size());
    }
    bytes_ = 0;
}

} // namespace tapscope
