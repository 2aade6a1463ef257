#include <capture/port_wait.h>

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>

namespace tapscope {

namespace {

/// sched_attr of sched_setattr(2), in its first version; glibc declares it in new versions only.
struct SchedulingAttributes {
    std::uint32_t size = 48, policy = 0;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtime = 0, deadline = 0, period = 0; ///< nanoseconds
};
static_assert(sizeof(SchedulingAttributes) == 48);

} // namespace

void PortWait::beOnTime() noexcept {
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
    SchedulingAttributes attributes;
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0U) != 0 || attributes.policy != 0)
        return;
    constexpr std::uint64_t slice = 200'000;
    attributes.runtime = slice;
    static_cast<void>(syscall(SYS_sched_setattr, 0, &attributes, 0U));
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
