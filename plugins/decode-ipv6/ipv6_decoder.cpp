#include "ipv6_decoders.h"

#include <decode/dissection.h>
#include <decode/ip_protocols.h>
#include <decode/promised_length.h>

#include <array>

namespace tapscope {
namespace {

enum Field : std::uint16_t {
    Version,
    TrafficClass,
    CodePoint,
    Congestion,
    FlowLabel,
    PayloadLength,
    NextHeader,
    HopLimit,
    Source,
    Destination
};
const std::array fields = {
    FieldInfo{.name = "ipv6.version", .title = "Version", .mask = 0xf0000000},
    FieldInfo{.name = "ipv6.tclass", .title = "Traffic Class", .base = Base::Hex, .hexDigits = 2, .mask = 0x0ff00000},
    FieldInfo{.name = "ipv6.tclass.dscp", .title = "Differentiated Services Codepoint", .mask = 0x0fc00000},
    FieldInfo{.name = "ipv6.tclass.ecn", .title = "Explicit Congestion Notification", .mask = 0x00300000},
    FieldInfo{.name = "ipv6.flow", .title = "Flow Label", .base = Base::Hex, .hexDigits = 6, .mask = 0x000fffff},
    FieldInfo{.name = "ipv6.plen", .title = "Payload Length"},
    FieldInfo{.name = "ipv6.nxt", .title = "Next Header", .values = ipProtocolNames()},
    FieldInfo{.name = "ipv6.hlim", .title = "Hop Limit"},
    FieldInfo{.name = "ipv6.src", .title = "Source Address", .type = FieldType::Ipv6, .alias = "ipv6.addr"},
    FieldInfo{.name = "ipv6.dst", .title = "Destination Address", .type = FieldType::Ipv6, .alias = "ipv6.addr"},
};
enum Table : std::uint8_t { ByProtocol };
constexpr std::array<std::string_view, 1> tables = {"ip.proto"};
constexpr std::array hooks = {Hook{"ethertype", 0x86dd},  Hook{"ip.proto", 41},    Hook{"gre.proto", 0x86dd},
                              Hook{"ppp.protocol", 0x57}, Hook{"mpls.payload", 6}, Hook{"linktype", 229}};
const ProtocolInfo info = {.abbreviation = "ipv6",
                           .title = "Internet Protocol Version 6",
                           .column = "IPv6",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& Ipv6Decoder::protocol() const noexcept {
    return info;
}

void Ipv6Decoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t hopByHop = 0, tcp = 6;
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const std::uint32_t first = bytes.u32();
    if (bytes.overrun())
        return;
    d.addBits({Version, TrafficClass, CodePoint, Congestion, FlowLabel}, {start, 4}, first);
    if (first >> 28 != 6) {
        d.mark(FieldValue::Mark::Error);
        d.malformed("its version is not 6");
        d.info("Bogus IPv6 version ({}, must be 6)", first >> 28);
        return;
    }
    const std::uint16_t payloadLength = d.u16(bytes, PayloadLength);
    const std::uint8_t next = d.u8(bytes, NextHeader);
    auto& carrier = d.carrier();
    carrier.timeToLive = d.u8(bytes, HopLimit);
    const auto source = ColumnAddress::ipv6(d.ipv6(bytes, Source));
    const auto destination = ColumnAddress::ipv6(d.ipv6(bytes, Destination));
    carrier.source = source;
    carrier.destination = destination;
    carrier.ipProtocol = next;
    carrier.isFragment = false;
    if (bytes.overrun())
        return;
    d.columnAddresses(source, destination);
    if (d.wantsTree())
        d.layerLabel("Internet Protocol Version 6, Src: {}, Dst: {}", ColumnText(source).view(),
                     ColumnText(destination).view());
    d.layerLength(bytes.position());
    // A payload length of 0 is a jumbogram or, before TCP, segmentation offload (BIG TCP); then the rest of the frame
    // is payload.
    const bool isByFrame = payloadLength == 0 && (next == hopByHop || next == tcp);
    const std::size_t size = isByFrame ? bytes.remaining() : payloadLength;
    carrier.isWhole = bytes.has(size);
    carrier.payloadLength = promisedLength(d, bytes, size);
    nextIpv6Header(d, ByProtocol, next, bytes.part(size));
}

void nextIpv6Header(Dissection& d, Dissection::Table table, std::uint8_t next, const ByteReader& bytes) {
    constexpr std::uint8_t noNextHeader = 59;
    d.carrier().ipProtocol = next;
    if (next == noNextHeader) {
        d.info("IPv6 no next header");
        d.nextAsData(bytes);
        return;
    }
    if (!d.next(table, next, bytes))
        d.info("Unknown IP Protocol: {} ({})", nameOf(ipProtocolNames(), next, "Unknown"), next);
}

} // namespace tapscope
