#pragma once

#include <base/ip_address.h>

#include <algorithm>

namespace tapscope {

/// Whether a host may have the address. Not allowed are unspecified (0.0.0.0/8, ::), multicast and loopback addresses,
/// and IPv4's class E with the broadcast address (RFC 1122 section 3.2.1.3, RFC 4291 section 2).
[[nodiscard]] inline bool isOfAHost(const IpAddress& address) {
    const auto& octets = address.octets;
    if (address.family == IpAddress::Family::V4)
        return octets[0] != 0 && octets[0] != 127 && octets[0] < 224;
    const bool isLow = std::all_of(octets.begin(), octets.end() - 1, [](auto octet) { return octet == 0; });
    return octets[0] != 0xff && !(isLow && octets[15] <= 1);
}

} // namespace tapscope
