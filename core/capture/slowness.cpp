#include <capture/slowness.h>

#include <fmt/core.h>

namespace tapscope {

std::optional<std::string> Slowness::call(Clock::time_point began, Clock::time_point ended) {
    const auto milliseconds = [](Clock::duration time) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    };
    const auto took = ended - began;
    if (ended - secondBegan_ >= std::chrono::seconds(1)) {
        secondBegan_ = began;
        inCalls_ = {};
    }
    inCalls_ += took;
    if (took > longestCall && !isLongTold_) {
        isLongTold_ = true;
        return fmt::format("it took {} ms for one batch of frames", milliseconds(took));
    }
    if (inCalls_ > mostInASecond && took <= longestCall && !isBusyTold_) {
        isBusyTold_ = true;
        return fmt::format("it took {} ms of a second", milliseconds(inCalls_));
    }
    return std::nullopt;
}

} // namespace tapscope
