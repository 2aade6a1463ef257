#pragma once

#include <base/frame.h>

#include <vector>

namespace tapscope {

/// The frames that were looked at, to go back and forward among them as among web pages. Going step by step through a
/// list is one visit: only where it ends is kept.
class VisitedFrames {
public:
    /// A frame is looked at.
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
    std::size_t place_ = 0; ///< of the one that is looked at
};

} // namespace tapscope
