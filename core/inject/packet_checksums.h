#pragma once

#include <base/frame.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace tapscope {

/// The IP or ARP packet in a frame, after Ethernet and its VLAN tags or at the start of the frame, with the offsets of
/// its parts. Offsets count from the start of `network`. The type is 0 if the packet cannot be parsed.
struct PacketParts {
    static constexpr std::uint16_t ipv4 = 0x0800, arp = 0x0806, ipv6 = 0x86dd;
    static constexpr std::uint8_t icmp = 1, tcp = 6, udp = 17, icmpv6 = 58;

    std::span<std::byte> network; ///< from the packet's header to the frame's end
    std::uint16_t type = 0;       ///< `ipv4` or `ipv6`, if its header is complete, or `arp`
    std::uint8_t protocol = 0;    ///< of IP; after IPv6's extension headers
    std::size_t transport = 0;    ///< 0 if there is none, e.g. in a later fragment
    std::size_t length = 0;       ///< of the IP packet, according to its header
    bool isFragment = false;

    [[nodiscard]] static PacketParts of(std::span<std::byte> frame, LinkType linkType);

    /// Returns the offset of the checksum of TCP, UDP, ICMP or ICMPv6. Nothing if there is none, or if UDP's is not
    /// used.
    [[nodiscard]] std::optional<std::size_t> transportChecksum() const;
    /// The IP addresses: source, destination.
    [[nodiscard]] std::span<std::byte> source() const { return network.subspan(type == ipv4 ? 12 : 8, addressSize()); }
    [[nodiscard]] std::span<std::byte> destination() const {
        return network.subspan(type == ipv4 ? 16 : 24, addressSize());
    }

private:
    [[nodiscard]] std::size_t addressSize() const noexcept { return type == ipv4 ? 4 : 16; }
    void parseIpv4();
    void parseIpv6();
};

/// Updates the checksum at offset `place` after a change of octets that it covers (RFC 1624): a correct one stays
/// correct, a wrong one wrong. Both byte ranges must have the same even size.
void followChange(std::span<std::byte> packet, std::size_t place, Bytes before, Bytes after);

/// Writes the value that a device expects in the checksum field if it is to complete the checksum of TCP or UDP: the
/// sum of the pseudo-header (Offload::needsChecksum). IPv4's own checksum is corrected.
void startChecksum(std::span<std::byte> frame, LinkType linkType);

/// Corrects the checksums of IPv4, TCP, UDP, ICMP and ICMPv6 if all the bytes that they cover are present.
void correctChecksums(std::span<std::byte> frame, LinkType linkType);

} // namespace tapscope
