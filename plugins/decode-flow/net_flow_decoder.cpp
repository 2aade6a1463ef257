#include "flow_decoders.h"
#include "net_flow_fields.h"

#include <decode/ip_protocols.h>
#include <decode/message_fields.h>

namespace tapscope {
namespace netflow {
namespace {

const std::array table = {
    FieldInfo{.name = "cflow.version", .title = "Version"},
    FieldInfo{.name = "cflow.count", .title = "Count"},
    FieldInfo{.name = "cflow.len", .title = "Length"},
    FieldInfo{.name = "cflow.sysuptime", .title = "SysUptime", .type = FieldType::RelativeTime, .unit = " seconds"},
    FieldInfo{.name = "cflow.exporttime", .title = "ExportTime"},
    FieldInfo{.name = "cflow.unix_secs", .title = "CurrentSecs"},
    FieldInfo{.name = "cflow.unix_nsecs", .title = "CurrentNSecs"},
    FieldInfo{.name = "cflow.sequence", .title = "FlowSequence"},
    FieldInfo{.name = "cflow.engine_type", .title = "EngineType"},
    FieldInfo{.name = "cflow.engine_id", .title = "EngineId"},
    FieldInfo{.name = "cflow.samplingmode", .title = "SamplingMode", .mask = 0xc000},
    FieldInfo{.name = "cflow.samplerate", .title = "SampleRate", .mask = 0x3fff},
    FieldInfo{.name = "cflow.source_id", .title = "SourceId"},
    FieldInfo{.name = "cflow.od_id", .title = "Observation Domain Id"},
    FieldInfo{.name = "cflow.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "cflow.srcaddr", .title = "SrcAddr", .type = FieldType::Ipv4},
    FieldInfo{.name = "cflow.dstaddr", .title = "DstAddr", .type = FieldType::Ipv4},
    FieldInfo{.name = "cflow.nexthop", .title = "NextHop", .type = FieldType::Ipv4},
    FieldInfo{.name = "cflow.inputint", .title = "InputInt"},
    FieldInfo{.name = "cflow.outputint", .title = "OutputInt"},
    FieldInfo{.name = "cflow.packets", .title = "Packets"},
    FieldInfo{.name = "cflow.octets", .title = "Octets"},
    FieldInfo{.name = "cflow.timestart", .title = "StartTime", .type = FieldType::RelativeTime, .unit = " seconds"},
    FieldInfo{.name = "cflow.timeend", .title = "EndTime", .type = FieldType::RelativeTime, .unit = " seconds"},
    FieldInfo{.name = "cflow.srcport", .title = "SrcPort"},
    FieldInfo{.name = "cflow.dstport", .title = "DstPort"},
    FieldInfo{.name = "cflow.padding", .title = "Padding", .type = FieldType::ByteString},
    FieldInfo{.name = "cflow.tcpflags", .title = "TCP Flags", .base = Base::Hex},
    FieldInfo{.name = "cflow.protocol", .title = "Protocol", .values = ipProtocolNames()},
    FieldInfo{.name = "cflow.tos", .title = "IP ToS", .base = Base::Hex},
    FieldInfo{.name = "cflow.srcas", .title = "SrcAS"},
    FieldInfo{.name = "cflow.dstas", .title = "DstAS"},
    FieldInfo{.name = "cflow.srcmask", .title = "SrcMask"},
    FieldInfo{.name = "cflow.dstmask", .title = "DstMask"},
    FieldInfo{.name = "cflow.flags", .title = "Export Flags", .base = Base::Hex},
    FieldInfo{.name = "cflow.routersc", .title = "Router Shortcut", .type = FieldType::Ipv4},
    FieldInfo{.name = "cflow.flowset_id", .title = "FlowSet Id"},
    FieldInfo{.name = "cflow.flowset_length", .title = "FlowSet Length"},
    FieldInfo{.name = "cflow.template_id", .title = "Template Id"},
    FieldInfo{.name = "cflow.template_field_count", .title = "Field Count"},
    FieldInfo{.name = "cflow.template_ipfix_total_field_count", .title = "Total Field Count"},
    FieldInfo{.name = "cflow.template_ipfix_scope_field_count", .title = "Scope Field Count"},
    FieldInfo{.name = "cflow.option_scope_length", .title = "Option Scope Length"},
    FieldInfo{.name = "cflow.option_length", .title = "Option Length"},
    FieldInfo{.name = "cflow.template_ipfix_pen_provided",
              .title = "Pen provided",
              .type = FieldType::Boolean,
              .mask = 0x8000},
    FieldInfo{.name = "cflow.template_field_type", .title = "Type"},
    FieldInfo{.name = "cflow.template_ipfix_field_type", .title = "Type", .mask = 0x7fff},
    FieldInfo{.name = "cflow.template_ipfix_field_type_enterprise", .title = "Type", .mask = 0x7fff},
    FieldInfo{.name = "cflow.template_field_length", .title = "Length"},
    FieldInfo{.name = "cflow.template_ipfix_field_pen", .title = "PEN"},
    FieldInfo{.name = "cflow.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 2055}, Hook{"udp.port", 9996}, Hook{"udp.port", 4739},
                              Hook{"tcp.port", 4739}, Hook{"sctp.port", 4739}};

constexpr std::uint16_t version1 = 1, version5 = 5, version7 = 7;
constexpr bool isKnown(std::uint16_t version) noexcept {
    return version == version1 || version == version5 || version == version7 || version == version9 || version == ipfix;
}

/// Milliseconds since the router started.
void addUptime(ByteReader& bytes, Dissection& d, Field field) {
    constexpr std::uint64_t nanoseconds = 1'000'000;
    const ByteRange range = rangeAhead(bytes, 4);
    const std::uint64_t time = bytes.u32();
    if (!bytes.overrun())
        d.add(field, range, time * nanoseconds);
}

void decodeTime(ByteReader& bytes, Dissection& d) {
    addUptime(bytes, d, Uptime);
    d.u32(bytes, Seconds);
}

void decodeRecord(ByteReader& bytes, Dissection& d, std::uint16_t version) {
    d.ipv4(bytes, Source);
    d.ipv4(bytes, Destination);
    d.ipv4(bytes, NextHop);
    d.u16(bytes, Input);
    d.u16(bytes, Output);
    d.u32(bytes, Packets);
    d.u32(bytes, Octets);
    addUptime(bytes, d, First);
    addUptime(bytes, d, Last);
    d.u16(bytes, SourcePort);
    d.u16(bytes, DestinationPort);
    if (version == version1) {
        d.data(bytes, Padding, 2);
        d.u8(bytes, Protocol);
        d.u8(bytes, TypeOfService);
        d.u8(bytes, TcpFlags);
        d.data(bytes, Padding, 11);
        return;
    }
    if (version == version7)
        d.u8(bytes, Flags);
    else
        d.data(bytes, Padding, 1);
    d.u8(bytes, TcpFlags);
    d.u8(bytes, Protocol);
    d.u8(bytes, TypeOfService);
    d.u16(bytes, SourceSystem);
    d.u16(bytes, DestinationSystem);
    d.u8(bytes, SourceMask);
    d.u8(bytes, DestinationMask);
    d.data(bytes, Padding, 2);
    if (version == version7)
        d.ipv4(bytes, RouterShortcut);
}

/// Versions 1, 5 and 7: records of a fixed form.
void decodeFixed(ByteReader& bytes, Dissection& d, std::uint16_t version) {
    const std::uint16_t count = d.u16(bytes, Count);
    d.info("total: {} (v{}) record{}", count, version, count == 1 ? "" : "s");
    decodeTime(bytes, d);
    d.u32(bytes, Nanoseconds);
    if (version != version1)
        d.u32(bytes, Sequence);
    if (version == version5) {
        d.u8(bytes, EngineType);
        d.u8(bytes, EngineId);
        const ByteRange range = rangeAhead(bytes, 2);
        const std::uint16_t sampling = bytes.u16();
        if (!bytes.overrun())
            d.addBits({SamplingMode, SampleRate}, range, sampling);
    } else if (version == version7) {
        d.data(bytes, Reserved, 4);
    }
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i) {
        if (bytes.atEnd()) {
            bytes.setOverrun();
            return;
        }
        decodeRecord(bytes, d, version);
    }
}

void decodeVersion9(ByteReader& bytes, Dissection& d) {
    const std::uint16_t count = d.u16(bytes, Count);
    decodeTime(bytes, d);
    d.u32(bytes, Sequence);
    const std::uint32_t source = d.u32(bytes, SourceId);
    d.info("total: {} (v9) record{} Obs-Domain-ID={:5}", count, count == 1 ? "" : "s", source);
    decodeSets(bytes, d, version9);
}

/// One message: a datagram, or a part of a stream.
void decodeIpfix(ByteReader& bytes, Dissection& d, std::size_t start) {
    const std::size_t length = d.u16(bytes, Length);
    d.u32(bytes, ExportTime);
    d.u32(bytes, Sequence);
    const std::uint32_t domain = d.u32(bytes, Domain);
    if (bytes.overrun())
        return;
    const std::size_t head = bytes.offset() - start;
    d.infoItem("IPFIX flow ({:4} bytes) Obs-Domain-ID={:5}", length, domain);
    if (length < head) {
        d.malformed("a message that is shorter than its head");
        bytes.skip(bytes.remaining());
        return;
    }
    ByteReader sets = bytes.part(length - head);
    const bool isWhole = sets.remaining() == length - head;
    decodeSets(sets, d, ipfix);
    if (!isWhole || sets.overrun())
        bytes.setOverrun();
}

const ProtocolInfo info = {
    .abbreviation = "cflow", .title = "Cisco NetFlow/IPFIX", .column = "CFLOW", .fields = table, .hooks = hooks};

} // namespace
} // namespace netflow

const ProtocolInfo& NetFlowDecoder::protocol() const noexcept {
    return netflow::info;
}

bool NetFlowDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < 2 || netflow::isKnown(ByteReader(bytes).u16());
}

StreamMessage NetFlowDecoder::messageIn(Bytes bytes, Dissection&) const {
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 2, 2, 0) : StreamMessage{};
}

void NetFlowDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace netflow;
    d.info("");
    do {
        const std::size_t start = bytes.offset();
        const std::uint16_t version = d.u16(bytes, Version);
        if (version == ipfix)
            decodeIpfix(bytes, d, start);
        else if (version == version9)
            decodeVersion9(bytes, d);
        else
            decodeFixed(bytes, d, version);
    } while (d.carrier().isStream && bytes.has(2) && accepts(bytes.rest(), Claim::ByKey));
}

} // namespace tapscope
