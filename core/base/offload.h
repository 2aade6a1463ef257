#pragma once

#include <cstdint>

namespace tapscope {

/// What a frame leaves to whoever sends it on: checksums that are not finished, segments that are not cut. The fields
/// of virtio_net_hdr (linux/virtio_net.h, VIRTIO 1.2 section 5.1.6) in host order, beside the bytes of a frame and
/// never among them. When a VLAN tag is put into the frame at octet 12, checksumStart grows by 4.
struct Offload {
    enum class Segmentation : std::uint8_t { None = 0, Tcp4 = 1, Udp = 3, Tcp6 = 4, UdpSegments = 5 };

    static constexpr std::uint8_t needsChecksum = 1; ///< flag: a checksum stands at checksumStart + checksumOffset
    static constexpr std::uint8_t isVerified = 2;    ///< flag: the sender vouches for the checksum
    static constexpr std::uint8_t congestion = 0x80; ///< of the segmentation's octet: TCP with ECN

    std::uint8_t flags = 0;
    std::uint8_t segmentation = 0;    ///< Segmentation, with `congestion` or without
    std::uint16_t headerLength = 0;   ///< bytes that each segment begins with
    std::uint16_t segmentSize = 0;    ///< bytes of payload a segment
    std::uint16_t checksumStart = 0;  ///< bytes from the start of the frame
    std::uint16_t checksumOffset = 0; ///< bytes from there

    /// Whether nothing is left to be done.
    [[nodiscard]] constexpr bool isDone() const noexcept { return (flags & needsChecksum) == 0 && segmentation == 0; }
    bool operator==(const Offload&) const = default;
};

} // namespace tapscope
