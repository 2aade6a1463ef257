#include "traffic_mix.h"

#include <base/mac_address.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t ethernetHeader = 14;
const MacAddress everybody{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
const IpAddress host{.family = IpAddress::Family::V4, .octets = {10, 9, 0, 1}};

IpAddress neighbour(std::uint32_t number) {
    return {.family = IpAddress::Family::V4, .octets = {10, 9, 0, static_cast<std::uint8_t>(10 + number % 40)}};
}

MacAddress macOf(const IpAddress& address) {
    return {{0x02, 0x42, address.octets[0], address.octets[1], address.octets[2], address.octets[3]}};
}

} // namespace

TrafficMix::TrafficMix(std::vector<Kind> kinds, std::size_t frameSize, LinkType linkType)
    : kinds_(std::move(kinds)), text_(frameSize), frameSize_(frameSize), linkType_(linkType) {
    constexpr std::string_view words = "TapScope makes this traffic. ";
    for (std::size_t i = 0; i < text_.size(); ++i)
        text_[i] = static_cast<std::byte>(words[i % words.size()]);
}

FrameBuilder TrafficMix::frameFrom(const IpAddress& source, std::uint16_t type) const {
    FrameBuilder frame;
    // Broadcast: the host takes the frames without having been asked for its address.
    if (linkType_ == LinkType::Ethernet)
        frame.ethernet(everybody, macOf(source), type);
    return frame;
}

Bytes TrafficMix::payload(std::size_t headers) const {
    headers += linkType_ == LinkType::Ethernet ? ethernetHeader : 0;
    return Bytes(text_).first(frameSize_ > headers ? frameSize_ - headers : 0);
}

std::vector<std::byte> TrafficMix::next() {
    const Kind kind = kinds_[turn_++ % kinds_.size()];
    switch (kind) {
    case Kind::Udp:
        return udp();
    case Kind::Tcp:
        return tcp();
    case Kind::Arp:
        return arp();
    case Kind::Icmp:
        return icmp();
    }
    return {};
}

std::vector<std::byte> TrafficMix::udp() {
    const IpAddress from = neighbour(turn_ / 7);
    return frameFrom(from, 0x0800)
        .ip(from, host, 17)
        .udp(static_cast<std::uint16_t>(40000 + turn_ % 512), 5201)
        .payload(payload(28))
        .finish();
}

std::vector<std::byte> TrafficMix::tcp() {
    constexpr std::uint32_t burst = 4; // frames of one connection before the next has its turn
    constexpr std::uint8_t push = 0x18;
    const std::size_t connection = tcpFrames_++ / burst % sequences_.size();
    const IpAddress from = neighbour(static_cast<std::uint32_t>(connection));
    const Bytes data = payload(40);
    const std::uint32_t sequence =
        1 + std::exchange(sequences_[connection], sequences_[connection] + static_cast<std::uint32_t>(data.size()));
    return frameFrom(from, 0x0800)
        .ip(from, host, 6)
        .tcp(static_cast<std::uint16_t>(50000 + connection), 8443, sequence, 1, push)
        .payload(data)
        .finish();
}

std::vector<std::byte> TrafficMix::arp() {
    const IpAddress from = neighbour(turn_ / 3);
    const IpAddress wanted = turn_ % 2 == 0 ? host : neighbour(turn_ + 1);
    return frameFrom(from, 0x0806).arp(1, macOf(from), from, {}, wanted).finish();
}

std::vector<std::byte> TrafficMix::icmp() {
    // From the echo host's address: it will answer who asks for its MAC address.
    const IpAddress from{.family = IpAddress::Family::V4, .octets = {10, 9, 0, 2}};
    return frameFrom(from, 0x0800)
        .ip(from, host, 1)
        .icmp(8, 0)
        .u16(0x1f2c)
        .u16(++echo_)
        .payload(Bytes(text_).first(std::min<std::size_t>(text_.size(), 56)))
        .finish();
}

} // namespace tapscope
