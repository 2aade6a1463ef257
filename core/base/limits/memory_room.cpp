#include "memory_room.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <cstddef>

namespace tapscope {

bool hasRoomForThread() noexcept {
    constexpr std::size_t usual = std::size_t{8} << 20;
    rlimit limit{};
    const bool isKnown = getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    const std::size_t size = isKnown ? limit.rlim_cur : usual;
    void* const stack = ::mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED)
        return false;
    ::munmap(stack, size);
    return true;
}

bool isMemoryLimited() noexcept {
#ifdef RLIMIT_AS
    constexpr auto addressSpace = RLIMIT_AS;
#else // OpenBSD
    constexpr auto addressSpace = RLIMIT_DATA;
#endif
    rlimit limit{};
    return getrlimit(addressSpace, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

} // namespace tapscope
