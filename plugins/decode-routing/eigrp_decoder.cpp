#include "routing_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::eigrp {
namespace {

constexpr std::array opcodes = {
    ValueName{1, "Update"},    ValueName{2, "Request"},        ValueName{3, "Query"},       ValueName{4, "Reply"},
    ValueName{5, "Hello"},     ValueName{6, "IPX/SAP Update"}, ValueName{7, "Route Probe"}, ValueName{8, "Hello (Ack)"},
    ValueName{9, "Stub-Info"}, ValueName{10, "SIA-Query"},     ValueName{11, "SIA-Reply"},
};
enum OptionType : std::uint16_t {
    Parameters = 0x0001,
    Authentication = 0x0002,
    SequenceList = 0x0003,
    Versions = 0x0004,
    NextMulticast = 0x0005,
    Stub = 0x0006,
    Termination = 0x0007,
    InternalIpv4 = 0x0102,
    ExternalIpv4 = 0x0103,
    InternalIpv6 = 0x0402,
    ExternalIpv6 = 0x0403,
};
constexpr std::array options = {
    ValueName{Parameters, "Parameters"},
    ValueName{Authentication, "Authentication"},
    ValueName{SequenceList, "Sequence"},
    ValueName{Versions, "Software Version"},
    ValueName{NextMulticast, "Next Multicast Sequence"},
    ValueName{Stub, "Peer Stub Information"},
    ValueName{Termination, "Peer Termination"},
    ValueName{0x0008, "Peer TID List"},
    ValueName{InternalIpv4, "Internal Route(IPv4)"},
    ValueName{ExternalIpv4, "External Route(IPv4)"},
    ValueName{InternalIpv6, "Internal Route(IPv6)"},
    ValueName{ExternalIpv6, "External Route(IPv6)"},
};

enum Field : std::uint16_t {
    Version,
    Opcode,
    Checksum,
    Flags,
    Init,
    Conditional,
    Restart,
    EndOfTable,
    Sequence,
    Acknowledge,
    Router,
    System,
    Option,
    OptionLength,
    K1,
    K2,
    K3,
    K4,
    K5,
    K6,
    HoldTime,
    Release,
    OptionVersion,
    StubOptions,
    Multicast,
    NextHop4,
    NextHop6,
    Delay,
    Bandwidth,
    Mtu,
    HopCount,
    Reliability,
    Load,
    Tag,
    MetricFlags,
    OriginRouter,
    OriginSystem,
    OriginTag,
    OriginMetric,
    OriginReserved,
    OriginProtocol,
    OriginFlags,
    PrefixLength4,
    Destination4,
    PrefixLength6,
    Destination6,
    AuthenticationType,
    AuthenticationLength,
    KeyId,
    KeySequence,
    Nothing,
    Digest,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "eigrp.version", .title = "Version"},
    FieldInfo{.name = "eigrp.opcode", .title = "Opcode", .values = opcodes},
    FieldInfo{.name = "eigrp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "eigrp.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "eigrp.flags.init", .title = "Init", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "eigrp.flags.condrecv", .title = "Conditional Receive", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "eigrp.flags.restart", .title = "Restart", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "eigrp.flags.eot", .title = "End Of Table", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "eigrp.seq", .title = "Sequence"},
    FieldInfo{.name = "eigrp.ack", .title = "Acknowledge"},
    FieldInfo{.name = "eigrp.vrid", .title = "Virtual Router ID"},
    FieldInfo{.name = "eigrp.as", .title = "Autonomous System"},
    FieldInfo{.name = "eigrp.tlv_type", .title = "Type", .base = Base::Hex, .values = options},
    FieldInfo{.name = "eigrp.tlv.len", .title = "Length"},
    FieldInfo{.name = "eigrp.par.k1", .title = "K1"},
    FieldInfo{.name = "eigrp.par.k2", .title = "K2"},
    FieldInfo{.name = "eigrp.par.k3", .title = "K3"},
    FieldInfo{.name = "eigrp.par.k4", .title = "K4"},
    FieldInfo{.name = "eigrp.par.k5", .title = "K5"},
    FieldInfo{.name = "eigrp.par.k6", .title = "K6"},
    FieldInfo{.name = "eigrp.par.holdtime", .title = "Hold Time"},
    FieldInfo{.name = "eigrp.release_version", .title = "EIGRP Release", .type = FieldType::Text},
    FieldInfo{.name = "eigrp.tlv_version", .title = "EIGRP TLV version", .type = FieldType::Text},
    FieldInfo{.name = "eigrp.stub_options", .title = "Stub Options", .base = Base::Hex},
    FieldInfo{.name = "eigrp.next_mcast_seq", .title = "Multicast Sequence"},
    FieldInfo{.name = "eigrp.ipv4.nexthop", .title = "NextHop", .type = FieldType::Ipv4},
    FieldInfo{.name = "eigrp.ipv6.nexthop", .title = "NextHop", .type = FieldType::Ipv6},
    FieldInfo{.name = "eigrp.old_metric.delay", .title = "Scaled Delay"},
    FieldInfo{.name = "eigrp.old_metric.bw", .title = "Scaled BW"},
    FieldInfo{.name = "eigrp.old_metric.mtu", .title = "MTU"},
    FieldInfo{.name = "eigrp.old_metric.hopcount", .title = "Hop Count"},
    FieldInfo{.name = "eigrp.old_metric.rel", .title = "Reliability"},
    FieldInfo{.name = "eigrp.old_metric.load", .title = "Load"},
    FieldInfo{.name = "eigrp.old_metric.intag", .title = "Route Tag"},
    FieldInfo{.name = "eigrp.metric.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "eigrp.extdata.origrid", .title = "Originating RouterID", .type = FieldType::Ipv4},
    FieldInfo{.name = "eigrp.extdata.as", .title = "Originating A.S."},
    FieldInfo{.name = "eigrp.extdata.tag", .title = "Administrative Tag"},
    FieldInfo{.name = "eigrp.extdata.metric", .title = "External Metric"},
    FieldInfo{.name = "eigrp.extdata.reserved", .title = "Reserved"},
    FieldInfo{.name = "eigrp.extdata.proto", .title = "External Protocol ID"},
    FieldInfo{.name = "eigrp.opaque.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "eigrp.ipv4.prefixlen", .title = "Prefix Length"},
    FieldInfo{.name = "eigrp.ipv4.destination", .title = "Destination", .type = FieldType::Ipv4},
    FieldInfo{.name = "eigrp.ipv6.prefixlen", .title = "Prefix Length"},
    FieldInfo{.name = "eigrp.ipv6.destination", .title = "Destination", .type = FieldType::Text},
    FieldInfo{.name = "eigrp.auth.type", .title = "Type"},
    FieldInfo{.name = "eigrp.auth.length", .title = "Length"},
    FieldInfo{.name = "eigrp.auth.keyid", .title = "Key ID"},
    FieldInfo{.name = "eigrp.auth.keyseq", .title = "Key Sequence"},
    FieldInfo{.name = "eigrp.nullpad", .title = "Nullpad", .type = FieldType::ByteString},
    FieldInfo{.name = "eigrp.auth.digest", .title = "Digest", .type = FieldType::ByteString},
    FieldInfo{.name = "eigrp.tlv.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ip.proto", 88}};
const ProtocolInfo info = {
    .abbreviation = "eigrp", .title = "Cisco EIGRP", .column = "EIGRP", .fields = fields, .hooks = hooks};

/// "12.4": two octets of a version.
void version(ByteReader& body, Dissection& d, Field field) {
    const ByteRange range{static_cast<std::uint32_t>(body.offset()), 2};
    const unsigned major = body.u8();
    const unsigned minor = body.u8();
    if (body.overrun())
        return;
    std::array<char, 8> text{};
    const auto written = fmt::format_to_n(text.data(), text.size(), "{}.{}", major, minor);
    d.addText(field, range, {text.data(), std::min(written.size, text.size())});
}

/// RFC 7868 section 6.6: the metric, the additional values of an external route, and destinations up to the end.
void route(ByteReader& body, Dissection& d, bool isIpv6, bool isExternal) {
    if (isIpv6)
        d.ipv6(body, NextHop6);
    else
        d.ipv4(body, NextHop4);
    if (isExternal) {
        d.ipv4(body, OriginRouter);
        d.u32(body, OriginSystem);
        d.u32(body, OriginTag);
        d.u32(body, OriginMetric);
        d.u16(body, OriginReserved);
        d.u8(body, OriginProtocol);
        d.u8(body, OriginFlags);
    }
    d.u32(body, Delay);
    d.u32(body, Bandwidth);
    d.u24(body, Mtu);
    d.u8(body, HopCount);
    d.u8(body, Reliability);
    d.u8(body, Load);
    d.u8(body, Tag);
    d.u8(body, MetricFlags);
    while (!body.atEnd() && !body.overrun()) {
        const std::size_t bits = d.u8(body, isIpv6 ? PrefixLength6 : PrefixLength4);
        const std::size_t size = (bits + 7) / 8;
        std::array<std::byte, 16> address{};
        const ByteRange range{static_cast<std::uint32_t>(body.offset()), static_cast<std::uint32_t>(size)};
        const Bytes taken = body.take(size);
        std::ranges::copy(taken.first(std::min(taken.size(), address.size())), address.begin());
        if (body.overrun() || size == 0)
            continue;
        if (isIpv6)
            d.addText(Destination6, range, ColumnText(ColumnAddress::ipv6(address)).view());
        else
            d.add(Destination4, range, ByteReader(address).u32());
    }
}

void option(std::uint16_t type, ByteReader& body, Dissection& d) {
    switch (type) {
    case Parameters:
        for (const Field k : {K1, K2, K3, K4, K5, K6})
            d.u8(body, k);
        d.u16(body, HoldTime);
        break;
    case Authentication:
        d.u16(body, AuthenticationType);
        d.u16(body, AuthenticationLength);
        d.u32(body, KeyId);
        d.u32(body, KeySequence);
        d.data(body, Nothing, 8);
        if (!body.atEnd())
            d.data(body, Digest, body.remaining());
        break;
    case Versions:
        version(body, d, Release);
        version(body, d, OptionVersion);
        break;
    case NextMulticast:
        d.u32(body, Multicast);
        break;
    case Stub:
        d.u16(body, StubOptions);
        break;
    case InternalIpv4:
    case ExternalIpv4:
        route(body, d, false, type == ExternalIpv4);
        break;
    case InternalIpv6:
    case ExternalIpv6:
        route(body, d, true, type == ExternalIpv6);
        break;
    default:
        break;
    }
    if (!body.atEnd())
        d.data(body, Data, body.remaining());
}

} // namespace

const ProtocolInfo& EigrpDecoder::protocol() const noexcept {
    return info;
}

void EigrpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t hello = 5, helloAck = 8;
    d.u8(bytes, Version);
    const std::uint8_t opcode = d.u8(bytes, Opcode);
    d.u16(bytes, Checksum);
    const ByteRange flagsAt{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t flags = d.u32(bytes, Flags);
    {
        const auto nest = d.nest();
        if (!bytes.overrun())
            d.addBits({Init, Conditional, Restart, EndOfTable}, flagsAt, flags);
    }
    d.u32(bytes, Sequence);
    const std::uint32_t acknowledged = d.u32(bytes, Acknowledge);
    d.u16(bytes, Router);
    d.u16(bytes, System);
    if (bytes.overrun())
        return;
    // A hello that acknowledges something is only an acknowledgement.
    d.info("{}", nameOf(opcodes, opcode == hello && acknowledged != 0 ? helloAck : opcode, "Unknown"));
    constexpr std::size_t head = 4;
    while (!bytes.atEnd()) {
        const std::uint16_t type = d.u16(bytes, Option);
        const std::size_t length = d.u16(bytes, OptionLength);
        if (bytes.overrun())
            return;
        if (length < head) {
            d.malformed("an option is shorter than its header");
            return;
        }
        if (!bytes.has(length - head)) {
            bytes.setOverrun();
            return;
        }
        ByteReader body = bytes.part(length - head);
        option(type, body, d);
        if (body.overrun())
            d.malformed("an option is shorter than its fields");
    }
}

} // namespace tapscope::eigrp
