#pragma once

#include <base/offload.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tapscope {

/// An Offload as a virtio_net_hdr of 10 octets in little-endian order (VIRTIO 1.2 section 5.1.6), the form that files
/// and decoders use.
inline constexpr std::size_t offloadSize = 10;

[[nodiscard]] inline std::array<std::byte, offloadSize> offloadBytes(const Offload& offload) noexcept {
    std::array<std::byte, offloadSize> bytes = {std::byte{offload.flags}, std::byte{offload.segmentation}};
    std::size_t at = 2;
    for (const std::uint16_t field :
         {offload.headerLength, offload.segmentSize, offload.checksumStart, offload.checksumOffset}) {
        bytes[at++] = static_cast<std::byte>(field & 0xff);
        bytes[at++] = static_cast<std::byte>(field >> 8);
    }
    return bytes;
}

[[nodiscard]] inline Offload offloadOf(std::span<const std::byte, offloadSize> bytes) noexcept {
    const auto octet = [&](std::size_t at) { return std::to_integer<std::uint8_t>(bytes[at]); };
    const auto number = [&](std::size_t at) { return static_cast<std::uint16_t>(octet(at) | octet(at + 1) << 8); };
    return {.flags = octet(0),
            .segmentation = octet(1),
            .headerLength = number(2),
            .segmentSize = number(4),
            .checksumStart = number(6),
            .checksumOffset = number(8)};
}

} // namespace tapscope
