#pragma once

#include <base/frame.h>

#include <cstdint>
#include <optional>
#include <span>

namespace tapscope {

/// Marks a frame to be segmented with `segmentSize` bytes of payload each; its checksum is left to be filled in.
/// Returns nothing unless the frame is a complete, unfragmented TCP or UDP packet over IP.
[[nodiscard]] std::optional<Offload> leaveSegments(std::span<std::byte> frame, LinkType linkType,
                                                   std::uint16_t segmentSize);

} // namespace tapscope
