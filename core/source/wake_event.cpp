#include <source/wake_event.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace tapscope {

Result<WakeEvent> WakeEvent::make() {
    UniqueFd fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!fd)
        return systemError(errno, "create", "an event to wait for");
    return WakeEvent(std::move(fd));
}

void WakeEvent::signal() const noexcept {
    const std::uint64_t one = 1;
    // It fails only if the counter is full, and then the event is signalled already.
    static_cast<void>(!write(fd_.get(), &one, sizeof one));
}

void WakeEvent::clear() const noexcept {
    std::uint64_t count = 0;
    static_cast<void>(!read(fd_.get(), &count, sizeof count));
}

} // namespace tapscope
