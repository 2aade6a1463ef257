#include <capture/port_wait.h>

#include <sys/prctl.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace tapscope {

void PortWait::preciseTimers() noexcept {
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
}

Result<void> PortWait::wait(Clock::time_point until) {
    const auto now = Clock::now();
    const auto left = until > now ? until - now : Clock::duration::zero();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec timeout{.tv_sec = static_cast<time_t>(seconds.count()),
                           .tv_nsec = static_cast<long>(std::chrono::nanoseconds(left - seconds).count())};
    for (auto& descriptor : descriptors_)
        descriptor.revents = 0;
    if (ppoll(descriptors_.data(), descriptors_.size(), &timeout, nullptr) < 0 && errno != EINTR)
        return systemError(errno, "wait for", "the ports of a capture");
    return {};
}

bool PortWait::isReady(std::size_t first, std::size_t last) const noexcept {
    return std::any_of(descriptors_.begin() + static_cast<std::ptrdiff_t>(first),
                       descriptors_.begin() + static_cast<std::ptrdiff_t>(last),
                       [](const pollfd& descriptor) { return descriptor.revents != 0; });
}

} // namespace tapscope
