#include <base/internet_checksum.h>
#include <inject/big_endian.h>
#include <inject/packet_checksums.h>

namespace tapscope {
namespace {

using Octets = std::span<std::byte>;
using big_endian::setU16;
using big_endian::u16;

unsigned u8(Bytes bytes, std::size_t at) {
    return std::to_integer<unsigned>(bytes[at]);
}

} // namespace

void PacketParts::parseIpv4() {
    constexpr std::size_t shortest = 20;
    if (network.size() < shortest || u8(network, 0) >> 4 != 4)
        return;
    const std::size_t header = (u8(network, 0) & 0xf) * std::size_t{4};
    if (header < shortest || network.size() < header)
        return;
    type = ipv4;
    length = u16(network, 2);
    protocol = static_cast<std::uint8_t>(u8(network, 9));
    const std::uint16_t fragment = u16(network, 6);
    isFragment = (fragment & 0x3fff) != 0;
    if ((fragment & 0x1fff) == 0)
        transport = header;
}

void PacketParts::parseIpv6() {
    constexpr std::size_t header = 40, unit = 8;
    if (network.size() < header || u8(network, 0) >> 4 != 6)
        return;
    type = ipv6;
    length = header + u16(network, 4);
    unsigned next = u8(network, 6);
    std::size_t at = header;
    constexpr unsigned hopByHop = 0, routing = 43, fragment = 44, destinationOptions = 60;
    while (next == hopByHop || next == routing || next == fragment || next == destinationOptions) {
        if (network.size() < at + unit)
            return;
        if (next == fragment) {
            isFragment = true;
            if (u16(network, at + 2) >> 3 != 0)
                return; // the payload of a later fragment begins with no header
        }
        const std::size_t size = next == fragment ? unit : (u8(network, at + 1) + 1) * unit;
        next = u8(network, at);
        at += size;
    }
    protocol = static_cast<std::uint8_t>(next);
    if (at < network.size())
        transport = at;
}

PacketParts PacketParts::of(Octets frame, LinkType linkType) {
    PacketParts packet;
    packet.network = frame;
    std::uint16_t ethertype = 0;
    if (linkType == LinkType::Ethernet) {
        constexpr std::size_t addresses = 12, tag = 4;
        constexpr std::uint16_t vlan = 0x8100, providerVlan = 0x88a8;
        std::size_t at = addresses;
        while (frame.size() >= at + tag && (u16(frame, at) == vlan || u16(frame, at) == providerVlan))
            at += tag;
        if (frame.size() < at + 2)
            return packet;
        ethertype = u16(frame, at);
        packet.network = frame.subspan(at + 2);
    } else if ((linkType == LinkType::Raw || linkType == LinkType::Ipv4 || linkType == LinkType::Ipv6) &&
               !frame.empty()) {
        ethertype = u8(frame, 0) >> 4 == 6 ? ipv6 : ipv4;
    }
    if (ethertype == ipv4)
        packet.parseIpv4();
    else if (ethertype == ipv6)
        packet.parseIpv6();
    else if (ethertype == arp)
        packet.type = arp;
    return packet;
}

std::optional<std::size_t> PacketParts::transportChecksum() const {
    if (transport == 0)
        return std::nullopt;
    const std::size_t offset = protocol == tcp                          ? 16U
                               : protocol == udp                        ? 6U
                               : protocol == icmp || protocol == icmpv6 ? 2U
                                                                        : 0U;
    const std::size_t at = transport + offset;
    if (offset == 0 || network.size() < at + 2)
        return std::nullopt;
    if (protocol == udp && u16(network, at) == 0)
        return std::nullopt;
    return at;
}

void followChange(Octets packet, std::size_t place, Bytes before, Bytes after) {
    InternetChecksum sum; // RFC 1624, equation 3
    sum.add(static_cast<std::uint16_t>(~u16(packet, place)));
    for (std::size_t i = 0; i + 1 < before.size(); i += 2)
        sum.add(static_cast<std::uint16_t>(~u16(before, i))).add(u16(after, i));
    setU16(packet, place, sum.value());
}

namespace {

void correctIpChecksum(const PacketParts& packet) {
    const Octets bytes = packet.network;
    if (packet.type != PacketParts::ipv4)
        return;
    const std::size_t header = (u8(bytes, 0) & 0xf) * std::size_t{4};
    setU16(bytes, 10, 0);
    setU16(bytes, 10, InternetChecksum().add(bytes.first(header)).value());
}

} // namespace

void startChecksum(Octets frame, LinkType linkType) {
    const auto packet = PacketParts::of(frame, linkType);
    correctIpChecksum(packet);
    const bool isKnown = packet.protocol == PacketParts::tcp || packet.protocol == PacketParts::udp;
    const std::size_t at = packet.transport + (packet.protocol == PacketParts::tcp ? 16 : 6);
    if (!isKnown || packet.transport == 0 || packet.network.size() < at + 2)
        return;
    InternetChecksum sum;
    sum.addPseudoHeader(packet.source(), packet.destination(), packet.protocol,
                        packet.network.size() - packet.transport);
    setU16(packet.network, at, static_cast<std::uint16_t>(~sum.value()));
}

void correctChecksums(Octets frame, LinkType linkType) {
    const auto packet = PacketParts::of(frame, linkType);
    const Octets bytes = packet.network;
    correctIpChecksum(packet);
    const auto at = packet.transportChecksum();
    if (!at || packet.isFragment || packet.length > bytes.size() || packet.length < *at + 2)
        return;
    const Bytes segment = Bytes(bytes).subspan(packet.transport, packet.length - packet.transport);
    setU16(bytes, *at, 0);
    InternetChecksum sum;
    if (packet.protocol != PacketParts::icmp) // ICMP has no pseudo-header
        sum.addPseudoHeader(packet.source(), packet.destination(), packet.protocol, segment.size());
    const std::uint16_t value = sum.add(segment).value();
    // A UDP checksum of 0 would mean that there is none (RFC 768).
    setU16(bytes, *at, packet.protocol == PacketParts::udp && value == 0 ? std::uint16_t{0xffff} : value);
}

} // namespace tapscope
