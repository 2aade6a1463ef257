#include "visited_frames.h"

namespace tapscope {

void VisitedFrames::visit(FrameNumber frame) {
    if (frame == 0 || (!frames_.empty() && frames_[place_] == frame))
        return;
    const bool isStep = !frames_.empty() && (frames_[place_] + 1 == frame || frame + 1 == frames_[place_]);
    if (isStep) {
        frames_[place_] = frame;
        return;
    }
    if (!frames_.empty())
        frames_.resize(place_ + 1);
    if (frames_.size() == most)
        frames_.erase(frames_.begin());
    frames_.push_back(frame);
    place_ = frames_.size() - 1;
}

void VisitedFrames::forget() {
    frames_.clear();
    place_ = 0;
}

FrameNumber VisitedFrames::back() {
    return canGoBack() ? frames_[--place_] : 0;
}

FrameNumber VisitedFrames::forward() {
    return canGoForward() ? frames_[++place_] : 0;
}

} // namespace tapscope
