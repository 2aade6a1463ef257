#pragma once

#include <base/frame.h>
#include <file/capture_interface.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace tapscope {

/// Appends pcapng blocks (draft-ietf-opsawg-pcapng) to a buffer, in this machine's byte order, as the format allows.
/// Times are in nanoseconds (if_tsresol 9). Texts of more than 65,535 bytes are truncated.
namespace pcapng {

using Buffer = std::vector<std::byte>;

void appendSectionHeader(Buffer& out, std::string_view comment = {});
void appendInterface(Buffer& out, const CaptureInterface& interface);
void appendFrame(Buffer& out, const Frame& frame);
/// Appends a block of the given type. `body` is the part between its two lengths.
void appendBlock(Buffer& out, std::uint32_t type, Bytes body);
void appendStatistics(Buffer& out, const CaptureStatistics& statistics, Timestamp now);

/// Returns the size in bytes of the block that appendFrame() writes.
[[nodiscard]] std::size_t frameBlockSize(const Frame& frame) noexcept;
/// Writes that block to memory of frameBlockSize() bytes.
void writeFrame(std::byte* out, const Frame& frame) noexcept;

} // namespace pcapng
} // namespace tapscope
