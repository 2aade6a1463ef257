#include <base/unique_fd.h>
#include <capture/slowness.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace tapscope {

using namespace std::chrono_literals;

std::chrono::nanoseconds waitedForProcessor() {
    // "time on the processor, time waited for it, number of time slices" (Documentation/scheduler/sched-stats.rst)
    const UniqueFd file(open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC));
    std::array<char, 128> buffer{};
    const ssize_t size = file ? read(file.get(), buffer.data(), buffer.size()) : 0;
    const std::string_view text(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    const auto second = text.substr(std::min(text.find(' '), text.size()));
    std::int64_t waited = 0;
    if (second.size() > 1)
        std::from_chars(second.data() + 1, second.data() + second.size(), waited);
    return std::chrono::nanoseconds(waited);
}

std::optional<std::string> Slowness::call(Clock::time_point began, Clock::time_point ended, Clock::duration sending) {
    const auto milliseconds = [](Clock::duration time) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    };
    const auto took = ended - began - sending;
    // How long the thread waited in this call is not known if the second begins with it. So it does not count.
    const bool isFirst = began - secondBegan_ >= 1s;
    if (isFirst) {
        hinderedSeconds_ = 0;
        beginSecond(ended);
    }
    inCalls_ += took;
    if (took > longestCall && !isFirst)
        inLongCalls_ += took;
    std::optional<std::string> told;
    if (took > longestCall && !isLongTold_) {
        isLongTold_ = true;
        told = fmt::format("it took {} ms for one batch of frames", milliseconds(took));
    } else if (inCalls_ > mostInASecond && took <= longestCall && !isBusyTold_) {
        isBusyTold_ = true;
        told = fmt::format("it took {} ms of a second", milliseconds(inCalls_));
    }
    if (ended - secondBegan_ >= 1s)
        endSecond(ended);
    return told;
}

void Slowness::beginSecond(Clock::time_point at) {
    secondBegan_ = at;
    inCalls_ = inLongCalls_ = {};
    waitedBefore_ = waited_();
}

void Slowness::endSecond(Clock::time_point at) {
    const auto length = at - secondBegan_; // longer than a second if the last call was
    const auto waitedBefore = waitedBefore_;
    const auto inLongCalls = inLongCalls_;
    beginSecond(at);
    const bool isHindered = 2 * (inLongCalls - (waitedBefore_ - waitedBefore)) > length;
    hinderedSeconds_ = isHindered ? hinderedSeconds_ + length / 1s : 0;
}

} // namespace tapscope
