#pragma once

#include <base/frame.h>

#include <cstdint>
#include <span>

/// Numbers in network byte order at a place in a frame. The caller has checked that they lie inside.
namespace tapscope::big_endian {

[[nodiscard]] inline std::uint16_t u16(Bytes bytes, std::size_t at) {
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[at]) << 8 |
                                      std::to_integer<unsigned>(bytes[at + 1]));
}

inline void setU16(std::span<std::byte> bytes, std::size_t at, std::size_t value) {
    bytes[at] = static_cast<std::byte>(value >> 8 & 0xff);
    bytes[at + 1] = static_cast<std::byte>(value & 0xff);
}

} // namespace tapscope::big_endian
