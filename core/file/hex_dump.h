#pragma once

#include <base/error.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace tapscope {

/// The bytes of each frame.
using HexFrames = std::vector<std::vector<std::byte>>;

/// Reads frames from a hex dump: what `tcpdump -x` and -xx, `xxd`, `hexdump -C`, `od -Ax -tx1`, Wireshark and the
/// kernel's print_hex_dump() write, and plain lines of hex digits.
///
/// A line may begin with an offset in hex of three digits or more, such as "0010" or "0x0010:"; offset 0 begins a
/// frame, and so does an empty line where there are no offsets. What stands before the offset (a time, a log's prefix
/// that ends in a colon) and the text behind the bytes are left out. Invalid, with the number of the line, when offsets
/// do not follow each other; Invalid when there are no bytes. OutOfRange for a frame of more than 262,144 bytes.
[[nodiscard]] Result<HexFrames> framesOfHexDump(std::string_view text);

} // namespace tapscope
