#pragma once

#include <cstdint>

namespace tapscope {

inline constexpr std::uint16_t ipv4Type = 0x0800, arpType = 0x0806, ipv6Type = 0x86dd; ///< EtherTypes
inline constexpr std::uint8_t icmp = 1, icmpv6 = 58;                                   ///< IP protocols

} // namespace tapscope
