#pragma once

#include <base/byte_reader.h>

#include <cstdint>
#include <string_view>

namespace tapscope::ospf {

/// The contradiction in the lengths in the body of a complete advertisement of version 2 (RFC 2328 section A.4); empty
/// if they are consistent. `opaqueType` is the first byte of its link state ID, for the types that have one (RFC 5250).
[[nodiscard]] std::string_view damageOf(std::uint8_t type, std::uint8_t opaqueType, ByteReader body) noexcept;

} // namespace tapscope::ospf
