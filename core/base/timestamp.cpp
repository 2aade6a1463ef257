#include <base/timestamp.h>

#include <fmt/core.h>

namespace tapscope {

std::string epochText(Timestamp time) {
    return secondsText(time.time_since_epoch());
}

std::string secondsText(std::chrono::nanoseconds duration, int digits) {
    const auto nanoseconds = duration.count();
    // Unsigned arithmetic, because the most negative count has no signed magnitude.
    const auto magnitude =
        nanoseconds < 0 ? 0U - static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
    constexpr std::uint64_t perSecond = 1'000'000'000;
    std::string text =
        fmt::format("{}{}.{:09}", nanoseconds < 0 ? "-" : "", magnitude / perSecond, magnitude % perSecond);
    text.resize(text.size() - static_cast<std::size_t>(9 - digits));
    if (digits == 0)
        text.pop_back();
    return text;
}

} // namespace tapscope
