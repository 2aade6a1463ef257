#include "frame_rewriter.h"

#include <inject/packet_checksums.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace tapscope {
namespace {

using Octets = std::span<std::byte>;

constexpr std::size_t ethernetHeader = 14, vlanTag = 4, macSize = 6;
constexpr std::uint16_t vlanType = 0x8100, providerVlanType = 0x88a8;

std::uint16_t u16(Bytes bytes, std::size_t at) {
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[at]) << 8 |
                                      std::to_integer<unsigned>(bytes[at + 1]));
}

void setU16(Octets bytes, std::size_t at, std::uint16_t value) {
    bytes[at] = static_cast<std::byte>(value >> 8);
    bytes[at + 1] = static_cast<std::byte>(value & 0xff);
}

bool isTag(std::uint16_t type) {
    return type == vlanType || type == providerVlanType;
}

Bytes octetsOf(const IpAddress& address) {
    return std::as_bytes(std::span(address.octets)).first(address.size());
}

bool isIn(Bytes address, const IpPrefix& prefix) {
    const Bytes octets = octetsOf(prefix.address);
    if (address.size() != octets.size())
        return false;
    for (std::size_t bit = 0; bit < prefix.length; ++bit) {
        const auto mask = static_cast<std::byte>(0x80U >> bit % 8);
        if ((address[bit / 8] & mask) != (octets[bit / 8] & mask))
            return false;
    }
    return true;
}

/// Applies the first mapping that contains the address.
bool mapAddress(Octets address, const std::vector<Mapping>& mappings) {
    for (const auto& mapping : mappings) {
        const auto* prefixes = std::get_if<PrefixMapping>(&mapping);
        if (prefixes == nullptr || !isIn(address, prefixes->from))
            continue;
        const Bytes to = octetsOf(prefixes->to.address);
        for (std::size_t bit = 0; bit < prefixes->to.length; ++bit) {
            const auto mask = static_cast<std::byte>(0x80U >> bit % 8);
            address[bit / 8] = (address[bit / 8] & ~mask) | (to[bit / 8] & mask);
        }
        return true;
    }
    return false;
}

bool mapMac(Octets address, const std::vector<Mapping>& mappings) {
    for (const auto& mapping : mappings) {
        const auto* macs = std::get_if<MacMapping>(&mapping);
        if (macs == nullptr || !std::ranges::equal(address, std::as_bytes(std::span(macs->from.octets))))
            continue;
        std::ranges::copy(std::as_bytes(std::span(macs->to.octets)), address.begin());
        return true;
    }
    return false;
}

void mapIp(const PacketParts& packet, const std::vector<Mapping>& mappings) {
    const auto checksum = packet.transportChecksum();
    const bool coversAddresses = packet.protocol != PacketParts::icmp; // ICMP has no pseudo-header
    for (const Octets address : {packet.source(), packet.destination()}) {
        const std::vector<std::byte> before(address.begin(), address.end());
        if (!mapAddress(address, mappings))
            continue;
        if (packet.type == PacketParts::ipv4)
            followChange(packet.network, 10, before, address);
        if (checksum && coversAddresses)
            followChange(packet.network, *checksum, before, address);
    }
}

void mapPorts(const PacketParts& packet, const std::vector<Mapping>& mappings) {
    const bool hasPorts = packet.protocol == PacketParts::tcp || packet.protocol == PacketParts::udp;
    if (!hasPorts || packet.transport == 0 || packet.network.size() < packet.transport + 4)
        return;
    const auto checksum = packet.transportChecksum();
    for (const std::size_t at : {packet.transport, packet.transport + 2}) {
        const std::uint16_t port = u16(packet.network, at);
        const auto found = std::ranges::find_if(mappings, [&](const Mapping& mapping) {
            const auto* ports = std::get_if<PortMapping>(&mapping);
            return ports != nullptr && ports->from == port;
        });
        if (found == mappings.end())
            continue;
        const Octets place = packet.network.subspan(at, 2);
        const std::array<std::byte, 2> before = {place[0], place[1]};
        setU16(place, 0, std::get<PortMapping>(*found).to);
        if (checksum)
            followChange(packet.network, *checksum, before, place);
    }
}

/// Maps the addresses within ARP (RFC 826) for Ethernet and IPv4.
void mapArp(Octets arp, const std::vector<Mapping>& mappings) {
    constexpr std::size_t size = 28;
    if (arp.size() < size || u16(arp, 2) != PacketParts::ipv4 || u16(arp, 4) != 0x0604)
        return;
    mapMac(arp.subspan(8, macSize), mappings);
    mapAddress(arp.subspan(14, 4), mappings);
    mapMac(arp.subspan(18, macSize), mappings);
    mapAddress(arp.subspan(24, 4), mappings);
}

void setVlan(std::vector<std::byte>& frame, const Rewriting& rewriting) {
    constexpr std::size_t at = 2 * macSize;
    const auto tag = frame.begin() + static_cast<std::ptrdiff_t>(at);
    if (rewriting.vlan == Rewriting::Vlan::Remove) {
        std::size_t end = at;
        while (frame.size() >= end + vlanTag + 2 && isTag(u16(frame, end)))
            end += vlanTag;
        frame.erase(tag, frame.begin() + static_cast<std::ptrdiff_t>(end));
        return;
    }
    if (!isTag(u16(frame, at))) {
        const std::array<std::byte, vlanTag> made = {std::byte{vlanType >> 8}, std::byte{vlanType & 0xff}};
        frame.insert(tag, made.begin(), made.end());
    }
    const std::uint16_t priority = u16(frame, at + 2) & 0xf000;
    setU16(frame, at + 2, static_cast<std::uint16_t>(priority | rewriting.vlanId));
}

std::optional<std::uint16_t> portOf(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(port) : std::nullopt;
}

} // namespace

Result<Mapping> parseMapping(std::string_view text) {
    const auto equals = text.find('=');
    const auto wrong = [&](std::string_view reason) {
        return failure(ErrorKind::Invalid, "map", text, reason,
                       "Write OLD=NEW with two addresses, prefixes, MAC addresses or ports, such as "
                       "10.9.0.0/24=10.1.0.0/24");
    };
    if (equals == std::string_view::npos)
        return wrong("it has no =");
    const std::string_view from = text.substr(0, equals), to = text.substr(equals + 1);
    if (const auto oldPort = portOf(from), newPort = portOf(to); oldPort && newPort)
        return PortMapping{*oldPort, *newPort};
    if (const auto oldMac = MacAddress::parse(from), newMac = MacAddress::parse(to); oldMac && newMac)
        return MacMapping{*oldMac, *newMac};
    const auto oldPrefix = IpPrefix::parse(from), newPrefix = IpPrefix::parse(to);
    if (!oldPrefix || !newPrefix)
        return wrong("they are not two addresses or ports of one kind");
    if (oldPrefix->address.family != newPrefix->address.family || oldPrefix->length != newPrefix->length)
        return wrong("both need the same family and prefix length");
    return PrefixMapping{*oldPrefix, *newPrefix};
}

void rewrite(std::vector<std::byte>& frame, Offload& offload, LinkType linkType, const Rewriting& rewriting) {
    const std::size_t sizeBefore = frame.size();
    const bool isEthernet = linkType == LinkType::Ethernet;
    if (isEthernet && frame.size() >= ethernetHeader) {
        const Octets octets(frame);
        mapMac(octets.first(macSize), rewriting.mappings);
        mapMac(octets.subspan(macSize, macSize), rewriting.mappings);
        if (rewriting.destinationMac)
            std::ranges::copy(std::as_bytes(std::span(rewriting.destinationMac->octets)), octets.begin());
        if (rewriting.sourceMac)
            std::ranges::copy(std::as_bytes(std::span(rewriting.sourceMac->octets)), octets.begin() + macSize);
        if (rewriting.vlan != Rewriting::Vlan::Keep)
            setVlan(frame, rewriting);
    }
    const auto packet = PacketParts::of(frame, linkType);
    if (packet.type == PacketParts::arp) {
        mapArp(packet.network, rewriting.mappings);
    } else if (packet.type != 0) {
        mapIp(packet, rewriting.mappings);
        mapPorts(packet, rewriting.mappings);
    }
    if ((offload.flags & Offload::needsChecksum) != 0) {
        offload.checksumStart = static_cast<std::uint16_t>(offload.checksumStart + frame.size() - sizeBefore); // tags
        startChecksum(frame, linkType);
    } else if (rewriting.correctsChecksums) {
        correctChecksums(frame, linkType);
    }
}

} // namespace tapscope
