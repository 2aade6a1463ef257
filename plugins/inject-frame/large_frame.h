#pragma once

#include <base/frame.h>

#include <cstdint>
#include <optional>
#include <span>

namespace tapscope {

/// Makes a frame one that is to be cut into segments of so many bytes of payload: its checksum is left open. Nothing
/// when it is not TCP or UDP over IP, whole and unfragmented.
[[nodiscard]] std::optional<Offload> leaveSegments(std::span<std::byte> frame, LinkType linkType,
                                                   std::uint16_t segmentSize);

} // namespace tapscope
