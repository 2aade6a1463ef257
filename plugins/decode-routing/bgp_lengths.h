#pragma once

#include <base/byte_reader.h>

#include <cstdint>
#include <string_view>

namespace tapscope::bgp {

enum Type : std::uint8_t { Open = 1, Update, Notification, KeepAlive, RouteRefresh };

/// What the lengths in a whole message contradict (RFC 4271 section 6); empty when they fit. `body` is what follows
/// the message's header.
[[nodiscard]] std::string_view damageOf(std::uint8_t type, ByteReader body) noexcept;

} // namespace tapscope::bgp
