#pragma once

#include <base/ip_address.h>

#include <optional>

namespace tapscope {

/// Returns the broadcast address of an IPv4 prefix: all host bits set, as with `ip address add … broadcast +`. None for
/// IPv6, and for /31 and /32 (RFC 3021).
[[nodiscard]] std::optional<IpAddress> usualBroadcast(const IpPrefix& prefix);

} // namespace tapscope
