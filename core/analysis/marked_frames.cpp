#include <analysis/marked_frames.h>

#include <algorithm>
#include <iterator>

namespace tapscope {
namespace {

std::span<const FrameNumber> spanOf(const MarkedFrames* frames) {
    return frames != nullptr ? std::span<const FrameNumber>(*frames) : std::span<const FrameNumber>();
}

} // namespace

MarkedFrames joined(const MarkedFrames* known, std::span<const FrameNumber> more) {
    MarkedFrames all;
    all.reserve(spanOf(known).size() + more.size());
    std::ranges::set_union(spanOf(known), more, std::back_inserter(all));
    return all;
}

MarkedFrames toggled(const MarkedFrames* known, std::span<const FrameNumber> frames) {
    MarkedFrames chosen(frames.begin(), frames.end());
    std::ranges::sort(chosen);
    MarkedFrames after;
    after.reserve(spanOf(known).size() + chosen.size());
    std::ranges::set_symmetric_difference(spanOf(known), chosen, std::back_inserter(after));
    return after;
}

} // namespace tapscope
