#include "echo_host.h"

#include "echo_answer.h"
#include "host_address.h"
#include "protocol_numbers.h"

#include <base/byte_reader.h>
#include <base/internet_checksum.h>
#include <inject/frame_builder.h>

#include <algorithm>
#include <cstring>

namespace tapscope {
namespace {

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

bool EchoHost::isOwnAddress(const IpAddress& address) const {
    return std::ranges::find(addresses_, address) != addresses_.end();
}

void EchoHost::onPort(PortId, PortState state, const PortFacts& facts) {
    constexpr std::size_t smallestMtu = 68; // RFC 791
    if (state == PortState::Open)
        mtu_ = std::max<std::size_t>(facts.mtu, smallestMtu);
}

void EchoHost::onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) {
    for (const Frame& frame : frames)
        onFrame(frame, {port, output});
}

void EchoHost::onFrame(const Frame& frame, const WayBack& output) {
    if (frame.linkType == LinkType::Ethernet)
        return onEthernet(frame.bytes, output);
    ByteReader bytes(frame.bytes);
    if (bytes.peek() >> 4 == 4)
        onIpv4(std::nullopt, frame.bytes, output);
    else
        onIpv6(std::nullopt, frame.bytes, output);
}

void EchoHost::onEthernet(Bytes frame, const WayBack& output) {
    ByteReader bytes(frame);
    const MacAddress destination = macAt(bytes);
    const MacAddress source = macAt(bytes);
    const std::uint16_t type = bytes.u16();
    if (bytes.overrun() || (destination != mac_ && !destination.isGroup()) || source == mac_ || source.isGroup())
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
    if (bytes.overrun() || !isOwnAddress(wanted) || isOwnAddress(asker))
        return;
    output.send(FrameBuilder().ethernet(askerMac, mac_, arpType).arp(2, mac_, wanted, askerMac, asker).finish());
}

void EchoHost::onIpv4(const Asker& asker, Bytes packet, const WayBack& output) {
    ByteReader bytes(packet);
    const std::uint8_t first = bytes.u8();
    const std::size_t headerLength = (first & 15U) * 4U;
    bytes.skip(1);
    const std::size_t totalLength = bytes.u16();
    const std::uint16_t identification = bytes.u16();
    const std::uint16_t fragment = bytes.u16();
    const std::uint8_t hopLimit = bytes.u8();
    const std::uint8_t protocol = bytes.u8();
    bytes.skip(2);
    const IpAddress source = addressAt(bytes, IpAddress::Family::V4);
    const IpAddress destination = addressAt(bytes, IpAddress::Family::V4);
    const bool isWhole = !bytes.overrun() && first >> 4 == 4 && headerLength >= 20 && totalLength >= headerLength &&
                         totalLength <= packet.size();
    if (!isWhole || protocol != icmp || !isOwnAddress(destination))
        return;
    Message message{.source = source,
                    .destination = destination,
                    .hopLimit = hopLimit,
                    .bytes = packet.subspan(headerLength, totalLength - headerLength)};
    if ((fragment & 0x3fffU) == 0)
        return onIcmp(asker, message, output);
    const auto whole = assembly_.add(
        {source, destination, identification},
        {.offset = (fragment & 0x1fffU) * 8U, .isLast = (fragment & 0x2000U) == 0, .bytes = message.bytes});
    if (!whole)
        return;
    message.bytes = *whole;
    onIcmp(asker, message, output);
}

void EchoHost::onIcmp(const Asker& asker, const Message& message, const WayBack& output) {
    constexpr auto echoRequest = std::byte{8};
    if (message.bytes.size() >= 8 && message.bytes[0] == echoRequest && message.bytes[1] == std::byte{0} &&
        InternetChecksum().add(message.bytes).value() == 0)
        answerEcho(asker, message, output);
}

void EchoHost::onIpv6(const Asker& asker, Bytes packet, const WayBack& output) {
    constexpr std::uint8_t hopByHop = 0, routing = 43, fragmentHeader = 44, destinationOptions = 60;
    constexpr int mostHeaders = 8;
    ByteReader header(packet);
    const std::uint32_t first = header.u32();
    const std::size_t length = header.u16();
    std::uint8_t next = header.u8();
    const std::uint8_t hopLimit = header.u8();
    const IpAddress source = addressAt(header, IpAddress::Family::V6);
    const IpAddress destination = addressAt(header, IpAddress::Family::V6);
    if (header.overrun() || first >> 28 != 6 || length > header.remaining())
        return;
    std::vector<std::byte> whole;
    ByteReader bytes(header.take(length));
    Message message{.source = source, .destination = destination, .hopLimit = hopLimit, .bytes = {}};
    for (int headers = 0; next != icmpv6; ++headers) {
        const std::uint8_t type = next;
        next = bytes.u8();
        if (headers == mostHeaders || bytes.overrun())
            return;
        if (type == fragmentHeader && whole.empty()) {
            bytes.skip(1);
            const std::uint16_t place = bytes.u16();
            const std::uint32_t identification = bytes.u32();
            if (bytes.overrun())
                return;
            message.wasInFragments = true;
            auto put = assembly_.add({source, destination, identification},
                                     {.offset = place & 0xfff8U, .isLast = (place & 1U) == 0, .bytes = bytes.rest()});
            if (!put)
                return;
            whole = std::move(*put);
            bytes = ByteReader(whole);
        } else if (type == hopByHop || type == destinationOptions || type == routing) {
            const std::size_t rest = bytes.u8() * 8U + 6U;
            if (type == routing && rest >= 2 && bytes.has(2) && bytes.rest()[1] != std::byte{0})
                return; // the packet is on its way to another host
            bytes.skip(rest);
            if (bytes.overrun())
                return;
        } else {
            return;
        }
    }
    message.bytes = bytes.rest();
    onIcmpv6(asker, message, output);
}

void EchoHost::onIcmpv6(const Asker& asker, const Message& message, const WayBack& output) {
    if (message.bytes.size() < 8)
        return;
    InternetChecksum sum;
    sum.addPseudoHeader(std::as_bytes(std::span(message.source.octets)),
                        std::as_bytes(std::span(message.destination.octets)), icmpv6, message.bytes.size());
    if (sum.add(message.bytes).value() != 0)
        return;
    constexpr auto echoRequest = std::byte{128};
    constexpr auto solicitation = std::byte{135};
    constexpr std::uint8_t fromTheLink = 255; // RFC 4861 section 7.1.1: no router has forwarded it
    if (message.bytes[0] == solicitation && asker) {
        if (message.hopLimit == fromTheLink && !message.wasInFragments) // RFC 6980
            onSolicitation(*asker, message.source, message.bytes, output);
    } else if (message.bytes[0] == echoRequest && isOwnAddress(message.destination)) {
        answerEcho(asker, message, output);
    }
}

void EchoHost::answerEcho(const Asker& asker, const Message& request, const WayBack& output) {
    if (isOwnAddress(request.source) || !isOfAHost(request.source))
        return;
    const EchoWay way{.mac = asker, .ownMac = mac_, .asker = request.source, .own = request.destination};
    for (const auto& frame : echoReply(way, request.bytes.subspan(4), mtu_, ++identification_))
        output.send(frame);
}

void EchoHost::onSolicitation(const MacAddress& asker, const IpAddress& from, Bytes message,
                              const WayBack& output) const {
    ByteReader bytes(message);
    bytes.skip(8);
    const IpAddress target = addressAt(bytes, IpAddress::Family::V6);
    if (bytes.overrun() || !isOwnAddress(target) || isOwnAddress(from) || from.octets[0] == 0xff)
        return;
    // A host without an address checks for a duplicate: the answer goes to all nodes (RFC 4861 section 7.2.4).
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
