#pragma once

#include <decode/field.h>

namespace tapscope {

/// Names of the protocol numbers in IPv4's Protocol and IPv6's Next Header, sorted by number
/// (https://www.iana.org/assignments/protocol-numbers).
[[nodiscard]] std::span<const ValueName> ipProtocolNames() noexcept;

} // namespace tapscope
