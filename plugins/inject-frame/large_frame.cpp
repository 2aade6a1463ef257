#include "large_frame.h"

#include <inject/finished_frames.h>
#include <inject/packet_checksums.h>

namespace tapscope {

std::optional<Offload> leaveSegments(std::span<std::byte> frame, LinkType linkType, std::uint16_t segmentSize) {
    using Segmentation = Offload::Segmentation;
    const auto packet = PacketParts::of(frame, linkType);
    const bool isTcp = packet.protocol == PacketParts::tcp;
    if (packet.transport == 0 || (!isTcp && packet.protocol != PacketParts::udp))
        return std::nullopt;
    constexpr std::uint16_t tcpChecksum = 16, udpChecksum = 6;
    constexpr std::size_t udpHeader = 8;
    const std::size_t transport = frame.size() - packet.network.size() + packet.transport;
    if (frame.size() < transport + (isTcp ? 20 : udpHeader))
        return std::nullopt;
    const std::size_t header = isTcp ? (std::to_integer<std::size_t>(frame[transport + 12]) >> 4) * 4 : udpHeader;
    const auto kind = !isTcp                             ? Segmentation::UdpSegments
                      : packet.type == PacketParts::ipv4 ? Segmentation::Tcp4
                                                         : Segmentation::Tcp6;
    const Offload offload{.flags = Offload::needsChecksum,
                          .segmentation = static_cast<std::uint8_t>(kind),
                          .headerLength = static_cast<std::uint16_t>(transport + header),
                          .segmentSize = segmentSize,
                          .checksumStart = static_cast<std::uint16_t>(transport),
                          .checksumOffset = isTcp ? tcpChecksum : udpChecksum};
    // A frame that cannot be segmented here could not be segmented by a device either.
    FinishedFrames cut;
    if (!cut.add({.bytes = frame, .linkType = linkType, .offload = offload}).empty())
        return std::nullopt;
    startChecksum(frame, linkType);
    return offload;
}

} // namespace tapscope
