#pragma once

#include <base/frame.h>

#include <vector>

namespace tapscope {

/// The history of visited frames, to go back and forward as in a web browser. Moving step by step through the list
/// counts as one visit, of which only the last frame is kept.
class VisitedFrames {
public:
    /// A frame is visited.
    void visit(FrameNumber frame);
    void forget();
    /// 0 = there is none.
    [[nodiscard]] FrameNumber back();
    [[nodiscard]] FrameNumber forward();
    [[nodiscard]] bool canGoBack() const noexcept { return place_ > 0; }
    [[nodiscard]] bool canGoForward() const noexcept { return place_ + 1 < frames_.size(); }

private:
    static constexpr std::size_t most = 1000;

    std::vector<FrameNumber> frames_;
    std::size_t place_ = 0; ///< index of the present frame
};

} // namespace tapscope
