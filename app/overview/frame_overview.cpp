#include "frame_overview.h"

#include <algorithm>

namespace tapscope {

void FrameOverview::Stretch::add(const Stretch& other) noexcept {
    rule = std::min(rule, other.rule);
    if (other.malformed != 0 && (malformed == 0 || other.malformed < malformed))
        malformed = other.malformed;
}

void FrameOverview::halve() {
    for (std::size_t i = 0; 2 * i < stretches_.size(); ++i) {
        Stretch both = stretches_[2 * i];
        if (2 * i + 1 < stretches_.size())
            both.add(stretches_[2 * i + 1]);
        stretches_[i] = both;
    }
    stretches_.resize((stretches_.size() + 1) / 2);
    span_ *= 2;
}

FrameOverview::Stretch& FrameOverview::stretchOf(FrameNumber frame) {
    while ((frame - 1) / span_ >= mostStretches)
        halve();
    const auto place = static_cast<std::size_t>((frame - 1) / span_);
    if (place >= stretches_.size())
        stretches_.resize(place + 1);
    return stretches_[place];
}

void FrameOverview::take(FrameNumber frame, std::uint8_t rule, bool isMalformed) {
    stretchOf(frame).add({rule, isMalformed ? frame : 0});
}

void FrameOverview::addFinding(const Worst& found) noexcept {
    const auto key = [](const Worst& each) { return std::pair(each.severity, each.frame); };
    if (!worst_ || key(found) < key(*worst_))
        worst_ = found;
}

void FrameOverview::merge(const FrameOverview& other) {
    while (span_ < other.span_)
        halve();
    for (std::size_t i = 0; i < other.stretches_.size(); ++i)
        stretchOf(i * other.span_ + 1).add(other.stretches_[i]);
    if (other.worst_)
        addFinding(*other.worst_);
}

FrameOverview::Stretch FrameOverview::stretch(FrameNumber first, FrameNumber last) const noexcept {
    Stretch all;
    const auto end = std::min<FrameNumber>((last - 1) / span_ + 1, stretches_.size());
    for (FrameNumber i = (first - 1) / span_; i < end; ++i)
        all.add(stretches_[static_cast<std::size_t>(i)]);
    return all;
}

} // namespace tapscope
