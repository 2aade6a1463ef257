#pragma once

#include <base/frame.h>
#include <file/capture_interface.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace tapscope {

/// Writes pcapng blocks (draft-ietf-opsawg-pcapng) at the end of a buffer, in this machine's byte order, as the format
/// has it. Times are in nanoseconds (if_tsresol 9). Texts of more than 65,535 bytes are cut.
namespace pcapng {

using Buffer = std::vector<std::byte>;

void appendSectionHeader(Buffer& out, std::string_view comment = {});
void appendInterface(Buffer& out, const CaptureInterface& interface);
void appendFrame(Buffer& out, const Frame& frame);
/// A block as it is: its type and what stands between its two lengths.
void appendBlock(Buffer& out, std::uint32_t type, Bytes body);
void appendStatistics(Buffer& out, const CaptureStatistics& statistics, Timestamp now);

/// Size of the block that appendFrame() writes, in bytes.
[[nodiscard]] std::size_t frameBlockSize(const Frame& frame) noexcept;
/// Writes it to memory of that size.
void writeFrame(std::byte* out, const Frame& frame) noexcept;

} // namespace pcapng
} // namespace tapscope
