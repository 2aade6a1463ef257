#pragma once

#include <base/frame.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace tapscope {

/// The IP or ARP packet that a frame carries, behind Ethernet and its VLAN tags or at its beginning, with the places of
/// its parts. Places are offsets in `network`; what cannot be parsed has a type of 0.
struct PacketParts {
    static constexpr std::uint16_t ipv4 = 0x0800, arp = 0x0806, ipv6 = 0x86dd;
    static constexpr std::uint8_t icmp = 1, tcp = 6, udp = 17, icmpv6 = 58;

    std::span<std::byte> network; ///< from the packet's header to the frame's end
    std::uint16_t type = 0;       ///< `ipv4` (its header is whole), `ipv6` (likewise) or `arp`
    std::uint8_t protocol = 0;    ///< of IP; behind IPv6's extension headers
    std::size_t transport = 0;    ///< 0 where there is none, such as in a later fragment
    std::size_t length = 0;       ///< of the IP packet, as it says
    bool isFragment = false;

    [[nodiscard]] static PacketParts of(std::span<std::byte> frame, LinkType linkType);

    /// Where the checksum of TCP, UDP, ICMP or ICMPv6 lies; nothing when there is none, or UDP says that none was made.
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

/// Lets the checksum at `place` follow a change of octets that it covers (RFC 1624): a right one stays right, a wrong
/// one wrong. Both of one even size.
void followChange(std::span<std::byte> packet, std::size_t place, Bytes before, Bytes after);

/// Writes what a device wants to find in the checksum field of TCP or UDP that is left to it: the sum of the
/// pseudo-header (Offload::needsChecksum). IPv4's own checksum is put right.
void startChecksum(std::span<std::byte> frame, LinkType linkType);

/// Puts the checksums of IPv4, TCP, UDP, ICMP and ICMPv6 right where all that they cover is there.
void correctChecksums(std::span<std::byte> frame, LinkType linkType);

} // namespace tapscope
