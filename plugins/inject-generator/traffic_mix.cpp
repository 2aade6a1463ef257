#include "traffic_mix.h"

#include <base/ip_address.h>
#include <base/mac_address.h>
#include <inject/frame_builder.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t ethernetHeader = 14, ipv4Header = 20, tcpHeader = 20, udpHeader = 8;
constexpr std::size_t usualSlots = 256;
constexpr std::size_t usualBytes = std::size_t{256} << 10; // of all slots: more would not stay in a core's cache
const MacAddress everybody{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
const IpAddress host{.family = IpAddress::Family::V4, .octets = {10, 9, 0, 1}};
const IpAddress echoHost{.family = IpAddress::Family::V4, .octets = {10, 9, 0, 2}}; // answers ARP requests

MacAddress macOf(const IpAddress& address) {
    return {{0x02, 0x42, address.octets[0], address.octets[1], address.octets[2], address.octets[3]}};
}

/// The last octet of one of forty host addresses.
std::uint8_t neighbour(std::uint64_t number) {
    return static_cast<std::uint8_t>(10 + number % 40);
}

unsigned u16(std::span<const std::byte> bytes, std::size_t at) {
    return std::to_integer<unsigned>(bytes[at]) << 8 | std::to_integer<unsigned>(bytes[at + 1]);
}

void setU16(std::span<std::byte> bytes, std::size_t at, unsigned value) {
    bytes[at] = static_cast<std::byte>(value >> 8);
    bytes[at + 1] = static_cast<std::byte>(value);
}

/// Changes two octets that checksums cover, and updates the checksums (RFC 1624, equation 3).
void change(std::span<std::byte> bytes, std::size_t at, std::uint16_t value,
            std::initializer_list<std::size_t> checksums) {
    constexpr unsigned all = 0xffff;
    const unsigned difference = (~u16(bytes, at) & all) + value;
    setU16(bytes, at, value);
    for (const std::size_t place : checksums) {
        unsigned sum = (~u16(bytes, place) & all) + difference;
        sum = (sum & all) + (sum >> 16);
        sum = (sum & all) + (sum >> 16);
        setU16(bytes, place, ~sum & all);
    }
}

/// Filler text of the given length.
std::vector<std::byte> filling(std::size_t size) {
    constexpr std::string_view words = "TapScope makes this traffic. ";
    std::vector<std::byte> text(size);
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<std::byte>(words[i % words.size()]);
    return text;
}

std::size_t slotsFor(std::size_t kinds, std::size_t frameSize) {
    const std::size_t wanted = std::min(usualSlots, usualBytes / std::max<std::size_t>(frameSize, 1));
    return kinds * std::max<std::size_t>(wanted / kinds, 1);
}

} // namespace

TrafficMix::TrafficMix(std::span<const Kind> kinds, std::size_t frameSize, LinkType linkType)
    : linkType_(linkType), network_(linkType == LinkType::Ethernet ? ethernetHeader : 0),
      slots_(slotsFor(kinds.size(), frameSize)), frames_(slots_.size()) {
    const std::size_t headers = network_ + ipv4Header + tcpHeader;
    tcpPayload_ = frameSize - std::min(frameSize, headers);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const Kind kind = kinds[i % kinds.size()];
        slots_[i] = {kind, templateOf(kind, frameSize)};
        const Bytes bytes = slots_[i].bytes;
        frames_[i] = {.bytes = bytes, .originalLength = static_cast<std::uint32_t>(bytes.size()), .linkType = linkType};
    }
}

std::vector<std::byte> TrafficMix::templateOf(Kind kind, std::size_t frameSize) const {
    constexpr std::uint16_t ipv4Type = 0x0800, arpType = 0x0806;
    constexpr std::uint8_t icmp = 1, tcp = 6, udp = 17, push = 0x18;
    constexpr std::size_t pingSize = 56;
    FrameBuilder frame;
    const IpAddress& sender = kind == Kind::Icmp ? echoHost : host;
    // Broadcast: the host accepts the frames without having been asked for its address.
    if (linkType_ == LinkType::Ethernet)
        frame.ethernet(everybody, macOf(sender), kind == Kind::Arp ? arpType : ipv4Type);
    const auto payload = [&](std::size_t header) {
        const std::size_t headers = network_ + ipv4Header + header;
        return filling(frameSize - std::min(frameSize, headers));
    };
    switch (kind) {
    case Kind::Udp:
        return frame.ip(sender, host, udp).udp(0, 5201).payload(payload(udpHeader)).finish();
    case Kind::Tcp:
        return frame.ip(sender, host, tcp).tcp(0, 8443, 0, 1, push).payload(payload(tcpHeader)).finish();
    case Kind::Arp:
        return frame.arp(1, macOf(sender), sender, {}, host).finish();
    case Kind::Icmp:
        return frame.ip(sender, host, icmp)
            .icmp(8, 0)
            .u16(0x1f2c)
            .u16(0)
            .payload(filling(std::min(frameSize, pingSize)))
            .finish();
    }
    return {};
}

std::span<const Frame> TrafficMix::next(std::size_t count) {
    const std::size_t first = turn_ % slots_.size();
    count = std::min(count, slots_.size() - first);
    for (Slot& slot : std::span(slots_).subspan(first, count)) {
        ++turn_;
        advance(slot);
    }
    return std::span(frames_).subspan(first, count);
}

void TrafficMix::advance(Slot& slot) {
    switch (slot.kind) {
    case Kind::Udp:
        return advanceUdp(slot);
    case Kind::Tcp:
        return advanceTcp(slot);
    case Kind::Arp:
        return advanceArp(slot);
    case Kind::Icmp:
        return advanceIcmp(slot);
    }
}

void TrafficMix::setSender(Slot& slot, std::uint8_t octet, std::initializer_list<std::size_t> checksums) const {
    constexpr std::size_t macEnd = 11, addressEnd = 14; // addressEnd is an offset in the IPv4 header
    if (linkType_ == LinkType::Ethernet)
        slot.bytes[macEnd] = std::byte{octet};
    change(slot.bytes, network_ + addressEnd, octet, checksums); // 10.9.0.x
}

void TrafficMix::advanceUdp(Slot& slot) {
    const std::size_t udp = network_ + ipv4Header, ipSum = network_ + 10, udpSum = udp + 6;
    setSender(slot, neighbour(turn_ / 7), {ipSum, udpSum});
    change(slot.bytes, udp, static_cast<std::uint16_t>(40000 + turn_ % 512), {udpSum});
    // A UDP checksum of 0 would mean that there is none (RFC 768).
    if (slot.bytes[udpSum] == std::byte{0} && slot.bytes[udpSum + 1] == std::byte{0})
        slot.bytes[udpSum] = slot.bytes[udpSum + 1] = std::byte{0xff};
}

void TrafficMix::advanceTcp(Slot& slot) {
    constexpr std::uint64_t burst = 4; // frames of one connection before it is the next one's turn
    const std::size_t connection = tcpFrames_++ / burst % sequences_.size();
    const std::uint32_t sequence = 1 + sequences_[connection];
    sequences_[connection] += static_cast<std::uint32_t>(tcpPayload_);
    const std::size_t tcp = network_ + ipv4Header, ipSum = network_ + 10, tcpSum = tcp + 16;
    setSender(slot, neighbour(connection), {ipSum, tcpSum});
    change(slot.bytes, tcp, static_cast<std::uint16_t>(50000 + connection), {tcpSum});
    change(slot.bytes, tcp + 4, static_cast<std::uint16_t>(sequence >> 16), {tcpSum});
    change(slot.bytes, tcp + 6, static_cast<std::uint16_t>(sequence), {tcpSum});
}

void TrafficMix::advanceArp(Slot& slot) {
    constexpr std::size_t senderMacEnd = 13, senderEnd = 17, wantedEnd = 27;
    const std::uint8_t from = neighbour(turn_ / 3);
    const std::uint8_t wanted = turn_ % 2 == 0 ? host.octets[3] : neighbour(turn_ + 1);
    slot.bytes[11] = slot.bytes[network_ + senderMacEnd] = slot.bytes[network_ + senderEnd] = std::byte{from};
    slot.bytes[network_ + wantedEnd] = std::byte{wanted};
}

void TrafficMix::advanceIcmp(Slot& slot) {
    const std::size_t icmp = network_ + ipv4Header;
    change(slot.bytes, icmp + 6, ++echo_, {icmp + 2});
}

} // namespace tapscope
