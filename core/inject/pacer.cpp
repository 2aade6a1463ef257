#include <inject/pacer.h>

#include <algorithm>

namespace tapscope {

Pacer::Pacer(double framesPerSecond, Clock::time_point start) noexcept : rate_(framesPerSecond), start_(start) {}

Pacer::Clock::time_point Pacer::due() const noexcept {
    if (rate_ <= 0)
        return start_;
    return start_ + std::chrono::duration_cast<Clock::duration>(
                        std::chrono::duration<double>(static_cast<double>(sent_) / rate_));
}

std::size_t Pacer::take(Clock::time_point now, std::size_t limit) noexcept {
    if (rate_ <= 0)
        return limit;
    constexpr auto longestCatchUp = std::chrono::milliseconds(100);
    if (now - due() > longestCatchUp) {
        start_ = now - longestCatchUp;
        sent_ = 0;
    }
    const double allowed = std::chrono::duration<double>(now - start_).count() * rate_ + 1;
    const auto total = static_cast<std::uint64_t>(std::max(allowed, 0.0));
    const std::size_t count = total > sent_ ? std::min<std::uint64_t>(total - sent_, limit) : 0;
    sent_ += count;
    return count;
}

} // namespace tapscope
