#include <file/time_resolution.h>

#include <limits>

namespace tapscope {
namespace {

constexpr std::int64_t perSecond = 1'000'000'000;
constexpr int largestDecimal = 19; // 10^19 is the largest power of ten in 64 bits

__extension__ using Wide = unsigned __int128;

std::uint64_t powerOfTen(int exponent) noexcept {
    std::uint64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

} // namespace

Timestamp timeOf(const CaptureInterface& interface, std::uint64_t ticks) noexcept {
    const int exponent = interface.timeResolution & 0x7f;
    const bool binary = (interface.timeResolution & 0x80) != 0;
    std::uint64_t seconds = 0;
    std::uint64_t nanoseconds = 0;
    if (binary && exponent < 64) {
        seconds = ticks >> exponent;
        const std::uint64_t fraction = ticks - (seconds << exponent);
        nanoseconds = static_cast<std::uint64_t>(Wide{fraction} * perSecond >> exponent);
    } else if (!binary && exponent <= largestDecimal) {
        const std::uint64_t unit = powerOfTen(exponent);
        seconds = ticks / unit;
        nanoseconds = static_cast<std::uint64_t>(Wide{ticks % unit} * perSecond / unit);
    }
    constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max() / perSecond - 1;
    std::int64_t whole = 0;
    if (seconds > static_cast<std::uint64_t>(latest) ||
        __builtin_add_overflow(static_cast<std::int64_t>(seconds), interface.timeOffset, &whole) || whole > latest ||
        whole < -latest)
        return Timestamp{};
    return Timestamp(std::chrono::nanoseconds(whole * perSecond + static_cast<std::int64_t>(nanoseconds)));
}

} // namespace tapscope
