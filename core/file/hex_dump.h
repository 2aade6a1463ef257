#pragma once

#include <base/error.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace tapscope {

/// The bytes of each frame.
using HexFrames = std::vector<std::vector<std::byte>>;

/// Reads frames from a hex dump, as written by `tcpdump -x` and -xx, `xxd`, `hexdump -C`, `od -Ax -tx1`, Wireshark and
/// the kernel's print_hex_dump(), or from plain lines of hex digits.
///
/// A line may begin with a hex offset of at least three digits, such as "0010" or "0x0010:". The offset 0 begins a
/// frame. If there are no offsets, an empty line does. Text before the offset (a time, a log prefix that ends in a
/// colon) and after the bytes is ignored. Errors: Invalid with the line number if the offsets are not consecutive,
/// Invalid if there are no bytes, OutOfRange for a frame of more than 262,144 bytes.
[[nodiscard]] Result<HexFrames> framesOfHexDump(std::string_view text);

} // namespace tapscope
