#include "echo_host.h"

#include <base/byte_reader.h>
#include <base/internet_checksum.h>

#include <algorithm>
#include <cstring>

namespace tapscope {
namespace {

constexpr std::uint16_t ipv4Type = 0x0800, arpType = 0x0806, ipv6Type = 0x86dd;
constexpr std::uint8_t icmp = 1, icmpv6 = 58;

MacAddress macAt(ByteReader& bytes) {
    MacAddress mac;
    if (const Bytes taken = bytes.take(mac.octets.size()); !taken.empty())
        std::memcpy(mac.octets.data(), taken.data(), taken.size());
    return mac;
}

IpAddress addressAt(ByteReader& bytes, IpAddress::Family family) {
    IpAddress address{.family = family};
    if (const Bytes taken = bytes.take(address.size()); !taken.empty())
        std::memcpy(address.octets.data(), taken.data(), taken.size());
    return address;
}

} // namespace

bool EchoHost::isOurs(const IpAddress& address) const {
    return std::ranges::find(addresses_, address) != addresses_.end();
}

FrameBuilder EchoHost::answerTo(const Asker& asker, std::uint16_t type) const {
    FrameBuilder answer;
    if (asker)
        answer.ethernet(*asker, mac_, type);
    return answer;
}

void EchoHost::onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) {
    for (const Frame& frame : frames)
        onFrame(frame, {port, output});
}

void EchoHost::onFrame(const Frame& frame, const WayBack& output) const {
    if (frame.linkType == LinkType::Ethernet)
        return onEthernet(frame.bytes, output);
    ByteReader bytes(frame.bytes);
    if (bytes.peek() >> 4 == 4)
        onIpv4(std::nullopt, frame.bytes, output);
    else
        onIpv6(std::nullopt, frame.bytes, output);
}

void EchoHost::onEthernet(Bytes frame, const WayBack& output) const {
    ByteReader bytes(frame);
    const MacAddress destination = macAt(bytes);
    const MacAddress source = macAt(bytes);
    const std::uint16_t type = bytes.u16();
    if (bytes.overrun() || (destination != mac_ && !destination.isGroup()))
        return;
    switch (type) {
    case arpType:
        onArp(bytes.rest(), output);
        break;
    case ipv4Type:
        onIpv4(source, bytes.rest(), output);
        break;
    case ipv6Type:
        onIpv6(source, bytes.rest(), output);
        break;
    default:
        break;
    }
}

void EchoHost::onArp(Bytes packet, const WayBack& output) const {
    ByteReader bytes(packet);
    constexpr std::uint64_t requestForIpv4 = 0x0001'0800'0604'0001; // Ethernet, IPv4, 6, 4, request
    if (bytes.u64() != requestForIpv4)
        return;
    const MacAddress askerMac = macAt(bytes);
    const IpAddress asker = addressAt(bytes, IpAddress::Family::V4);
    bytes.skip(6);
    const IpAddress wanted = addressAt(bytes, IpAddress::Family::V4);
    if (bytes.overrun() || !isOurs(wanted))
        return;
    output.send(FrameBuilder().ethernet(askerMac, mac_, arpType).arp(2, mac_, wanted, askerMac, asker).finish());
}

void EchoHost::onIpv4(const Asker& asker, Bytes packet, const WayBack& output) const {
    ByteReader bytes(packet);
    const std::uint8_t first = bytes.u8();
    const std::size_t headerLength = (first & 15U) * 4U;
    bytes.skip(1);
    const std::size_t totalLength = bytes.u16();
    bytes.skip(2);
    const std::uint16_t fragment = bytes.u16();
    bytes.skip(1);
    const std::uint8_t protocol = bytes.u8();
    bytes.skip(2);
    const IpAddress source = addressAt(bytes, IpAddress::Family::V4);
    const IpAddress destination = addressAt(bytes, IpAddress::Family::V4);
    const bool isWhole = !bytes.overrun() && first >> 4 == 4 && headerLength >= 20 && totalLength >= headerLength + 8 &&
                         totalLength <= packet.size() && (fragment & 0x3fffU) == 0;
    if (!isWhole || protocol != icmp || !isOurs(destination))
        return;
    const Bytes message = packet.subspan(headerLength, totalLength - headerLength);
    constexpr auto echoRequest = std::byte{8};
    if (message[0] != echoRequest || message[1] != std::byte{0} || InternetChecksum().add(message).value() != 0)
        return;
    output.send(
        answerTo(asker, ipv4Type).ip(destination, source, icmp).icmp(0, 0).payload(message.subspan(4)).finish());
}

void EchoHost::onIpv6(const Asker& asker, Bytes packet, const WayBack& output) const {
    ByteReader bytes(packet);
    const std::uint32_t first = bytes.u32();
    const std::size_t length = bytes.u16();
    const std::uint8_t next = bytes.u8();
    bytes.skip(1);
    const IpAddress source = addressAt(bytes, IpAddress::Family::V6);
    const IpAddress destination = addressAt(bytes, IpAddress::Family::V6);
    if (bytes.overrun() || first >> 28 != 6 || next != icmpv6 || length < 8 || length > bytes.remaining())
        return;
    const Bytes message = bytes.take(length);
    InternetChecksum sum;
    sum.addPseudoHeader(std::as_bytes(std::span(source.octets)), std::as_bytes(std::span(destination.octets)), icmpv6,
                        message.size());
    if (sum.add(message).value() != 0)
        return;
    constexpr auto echoRequest = std::byte{128};
    constexpr auto solicitation = std::byte{135};
    if (message[0] == solicitation && asker)
        return onSolicitation(*asker, source, message, output);
    if (message[0] != echoRequest || !isOurs(destination))
        return;
    output.send(
        answerTo(asker, ipv6Type).ip(destination, source, icmpv6).icmp(129, 0).payload(message.subspan(4)).finish());
}

void EchoHost::onSolicitation(const MacAddress& asker, const IpAddress& from, Bytes message,
                              const WayBack& output) const {
    ByteReader bytes(message);
    bytes.skip(8);
    const IpAddress target = addressAt(bytes, IpAddress::Family::V6);
    if (bytes.overrun() || !isOurs(target))
        return;
    // Who has no address yet checks for a duplicate: all nodes are told (RFC 4861 section 7.2.4).
    const bool isProbe = from.octets == IpAddress{}.octets;
    const IpAddress to = isProbe ? *IpAddress::parse("ff02::1") : from;
    const MacAddress toMac = isProbe ? MacAddress{{0x33, 0x33, 0, 0, 0, 1}} : asker;
    const std::uint32_t flags = isProbe ? 0x2000'0000 : 0x6000'0000; // override; solicited and override
    constexpr std::uint8_t hopLimit = 255;
    FrameBuilder answer;
    answer.ethernet(toMac, mac_, ipv6Type).ip(target, to, icmpv6, hopLimit).icmp(136, 0).u32(flags);
    answer.payload(std::as_bytes(std::span(target.octets))).u16(0x0201).payload(std::as_bytes(std::span(mac_.octets)));
    output.send(answer.finish());
}

} // namespace tapscope
