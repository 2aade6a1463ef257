#pragma once

#include <base/frame.h>

#include <cstddef>
#include <vector>

namespace tapscope {

/// Writes pcap (draft-ietf-opsawg-pcap) at the end of a buffer, in this machine's byte order.
namespace pcap {

enum class Resolution : std::uint8_t { Microseconds, Nanoseconds };

/// The file's header. `snapLength` in bytes.
void appendFileHeader(std::vector<std::byte>& out, LinkType linkType, Resolution resolution,
                      std::uint32_t snapLength = 262144);
/// Whether pcap can tell a time: its seconds have 32 bits, 1970 to 2106.
[[nodiscard]] bool hasTime(Timestamp time) noexcept;
/// `frame` has such a time.
void appendFrame(std::vector<std::byte>& out, const Frame& frame, Resolution resolution);

} // namespace pcap
} // namespace tapscope
