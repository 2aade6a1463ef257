#pragma once

#include <cstdint>

namespace tapscope {

/// The work that a frame leaves to its next sender: checksums that are not complete, and segmentation. These are the
/// fields of virtio_net_hdr (linux/virtio_net.h, VIRTIO 1.2 section 5.1.6) in host order, kept beside a frame's bytes
/// and never among them. If a VLAN tag is inserted into the frame at octet 12, checksumStart grows by 4.
struct Offload {
    enum class Segmentation : std::uint8_t { None = 0, Tcp4 = 1, Udp = 3, Tcp6 = 4, UdpSegments = 5 };

    static constexpr std::uint8_t needsChecksum =
        1; ///< flag: the checksum at checksumStart + checksumOffset is not complete
    static constexpr std::uint8_t isVerified = 2;    ///< flag: the sender has verified the checksum
    static constexpr std::uint8_t congestion = 0x80; ///< bit of `segmentation`: TCP with ECN

    std::uint8_t flags = 0;
    std::uint8_t segmentation = 0;    ///< a Segmentation, with or without `congestion`
    std::uint16_t headerLength = 0;   ///< bytes of headers at the start of each segment
    std::uint16_t segmentSize = 0;    ///< bytes of payload per segment
    std::uint16_t checksumStart = 0;  ///< bytes from the start of the frame
    std::uint16_t checksumOffset = 0; ///< bytes from checksumStart

    /// Whether no work is left.
    [[nodiscard]] constexpr bool isDone() const noexcept { return (flags & needsChecksum) == 0 && segmentation == 0; }
    bool operator==(const Offload&) const = default;
};

} // namespace tapscope
