#include "echo_answer.h"

#include "protocol_numbers.h"

#include <base/internet_checksum.h>
#include <inject/frame_builder.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::uint8_t fragmentHeader = 44;
constexpr std::size_t ethernetHeader = 14, ipv4Header = 20, ipv6Header = 40;

bool isV4(const EchoWay& way) {
    return way.own.family == IpAddress::Family::V4;
}

FrameBuilder begin(const EchoWay& way, std::uint8_t protocol) {
    FrameBuilder frame;
    if (way.mac)
        frame.ethernet(*way.mac, way.ownMac, isV4(way) ? ipv4Type : ipv6Type);
    frame.ip(way.own, way.asker, protocol);
    return frame;
}

void setU16(std::vector<std::byte>& frame, std::size_t offset, std::uint16_t value) {
    frame[offset] = static_cast<std::byte>(value >> 8);
    frame[offset + 1] = static_cast<std::byte>(value);
}

/// RFC 791: the fragment fields are in the IPv4 header.
std::vector<std::byte> ipv4Fragment(const EchoWay& way, Bytes part, std::size_t offset, bool isLast,
                                    std::uint16_t identification) {
    auto frame = begin(way, icmp).payload(part).finish();
    const std::size_t header = way.mac ? ethernetHeader : 0;
    setU16(frame, header + 4, identification);
    setU16(frame, header + 6, static_cast<std::uint16_t>(offset / 8 | (isLast ? 0U : 0x2000U)));
    setU16(frame, header + 10, 0);
    setU16(frame, header + 10, InternetChecksum().add(Bytes(frame).subspan(header, ipv4Header)).value());
    return frame;
}

/// RFC 8200 section 4.5: the fragment fields are in an extension header.
std::vector<std::byte> ipv6Fragment(const EchoWay& way, Bytes part, std::size_t offset, bool isLast,
                                    std::uint16_t identification) {
    return begin(way, fragmentHeader)
        .u16(icmpv6 << 8)
        .u16(static_cast<std::uint16_t>(offset | (isLast ? 0U : 1U)))
        .u32(identification)
        .payload(part)
        .finish();
}

} // namespace

std::vector<std::vector<std::byte>> echoReply(const EchoWay& way, Bytes request, std::size_t mtu,
                                              std::uint16_t identification) {
    auto whole = begin(way, isV4(way) ? icmp : icmpv6).icmp(isV4(way) ? 0 : 129, 0).payload(request).finish();
    const std::size_t before = way.mac ? ethernetHeader : 0;
    const std::size_t headers = isV4(way) ? ipv4Header : ipv6Header;
    std::vector<std::vector<std::byte>> frames;
    if (whole.size() - before <= mtu) {
        frames.push_back(std::move(whole));
        return frames;
    }
    const Bytes message = Bytes(whole).subspan(before + headers);
    const std::size_t room = mtu - headers - (isV4(way) ? 0 : 8);
    const std::size_t most = std::max<std::size_t>(room / 8 * 8, 8);
    for (std::size_t offset = 0; offset < message.size(); offset += most) {
        const Bytes part = message.subspan(offset, std::min(most, message.size() - offset));
        const bool isLast = offset + part.size() == message.size();
        frames.push_back(isV4(way) ? ipv4Fragment(way, part, offset, isLast, identification)
                                   : ipv6Fragment(way, part, offset, isLast, identification));
    }
    return frames;
}

} // namespace tapscope
