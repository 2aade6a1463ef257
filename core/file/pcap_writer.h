#pragma once

#include <base/frame.h>

#include <cstddef>
#include <vector>

namespace tapscope {

/// Writes pcap (draft-ietf-opsawg-pcap) at the end of a buffer, in this machine's byte order.
namespace pcap {

enum class Resolution : std::uint8_t { Microseconds, Nanoseconds };

/// Appends the file's header. `snapLength` is in bytes.
void appendFileHeader(std::vector<std::byte>& out, LinkType linkType, Resolution resolution,
                      std::uint32_t snapLength = 262144);
/// Whether pcap can represent a time: its seconds have 32 bits (1970 to 2106).
[[nodiscard]] bool hasTime(Timestamp time) noexcept;
/// Appends a frame, for whose time hasTime() must be true.
void appendFrame(std::vector<std::byte>& out, const Frame& frame, Resolution resolution);

} // namespace pcap
} // namespace tapscope
