#include <capture/wake_event.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

namespace tapscope {

WakeEvent::WakeEvent() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void WakeEvent::signal() const noexcept {
    const std::uint64_t one = 1;
    // It only fails when the counter is full: then it is signalled already.
    static_cast<void>(!write(fd_.get(), &one, sizeof one));
}

void WakeEvent::clear() const noexcept {
    std::uint64_t count = 0;
    static_cast<void>(!read(fd_.get(), &count, sizeof count));
}

} // namespace tapscope
