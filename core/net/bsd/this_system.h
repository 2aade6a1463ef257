#pragma once

#include <net/bsd/bsd_system.h>

namespace tapscope::bsd {

#if defined(__FreeBSD__)
inline constexpr BsdSystem thisSystem = BsdSystem::FreeBsd;
#elif defined(__DragonFly__)
inline constexpr BsdSystem thisSystem = BsdSystem::DragonFly;
#elif defined(__NetBSD__)
inline constexpr BsdSystem thisSystem = BsdSystem::NetBsd;
#elif defined(__OpenBSD__)
inline constexpr BsdSystem thisSystem = BsdSystem::OpenBsd;
#else
#error "no BSD; on other systems only the tests use this room, with a kernel of their own"
#endif

} // namespace tapscope::bsd
