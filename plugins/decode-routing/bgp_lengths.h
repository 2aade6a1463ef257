#pragma once

#include <base/byte_reader.h>

#include <cstdint>
#include <string_view>

namespace tapscope::bgp {

enum Type : std::uint8_t { Open = 1, Update, Notification, KeepAlive, RouteRefresh };

/// The contradiction in the lengths of a complete message (RFC 4271 section 6); empty if they are consistent. `body` is
/// the message without its header.
[[nodiscard]] std::string_view damageOf(std::uint8_t type, ByteReader body) noexcept;

} // namespace tapscope::bgp
