#pragma once

#include <base/ip_address.h>

#include <optional>

namespace tapscope {

/// The broadcast address that belongs to an IPv4 prefix: all host bits set, as `ip address add … broadcast +` makes it.
/// None for IPv6, and for /31 and /32 (RFC 3021).
[[nodiscard]] std::optional<IpAddress> usualBroadcast(const IpPrefix& prefix);

} // namespace tapscope
