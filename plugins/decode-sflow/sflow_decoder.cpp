#include "sflow_decoder.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

enum Sample : std::uint32_t { FlowSample = 1, CounterSample, ExpandedFlowSample, ExpandedCounterSample };
constexpr std::array samples = {ValueName{FlowSample, "Flow sample"}, ValueName{CounterSample, "Counters sample"},
                                ValueName{ExpandedFlowSample, "Expanded flow sample"},
                                ValueName{ExpandedCounterSample, "Expanded counters sample"}};
constexpr std::uint32_t rawHeader = 1;
constexpr std::array records = {ValueName{rawHeader, "Raw packet header"},
                                ValueName{2, "Ethernet frame data"},
                                ValueName{3, "IPv4 data"},
                                ValueName{4, "IPv6 data"},
                                ValueName{1001, "Extended switch data"},
                                ValueName{1002, "Extended router data"},
                                ValueName{1003, "Extended gateway data"},
                                ValueName{1004, "Extended user data"},
                                ValueName{1005, "Extended URL data"}};
constexpr std::array counters = {ValueName{1, "Generic interface counters"},
                                 ValueName{2, "Ethernet interface counters"},
                                 ValueName{3, "Token ring counters"},
                                 ValueName{4, "100 BASE-VG interface counters"},
                                 ValueName{5, "VLAN counters"},
                                 ValueName{1001, "Processor information"}};
enum Header : std::uint32_t { Ethernet = 1, PointToPoint = 7, Ipv4 = 11, Ipv6 = 12, Mpls = 13 };
constexpr std::array headers = {ValueName{Ethernet, "Ethernet"},
                                ValueName{2, "Token bus"},
                                ValueName{3, "Token ring"},
                                ValueName{4, "FDDI"},
                                ValueName{5, "Frame relay"},
                                ValueName{6, "X.25"},
                                ValueName{PointToPoint, "PPP"},
                                ValueName{8, "SMDS"},
                                ValueName{9, "AAL5"},
                                ValueName{10, "AAL5-IP"},
                                ValueName{Ipv4, "IPv4"},
                                ValueName{Ipv6, "IPv6"},
                                ValueName{Mpls, "MPLS"},
                                ValueName{14, "POS"}};
constexpr std::array addressTypes = {ValueName{1, "IPv4"}, ValueName{2, "IPv6"}};

enum Field : std::uint16_t {
    Version,
    AgentType,
    Agent,
    Agent6,
    SubAgent,
    Sequence,
    Uptime,
    SampleCount,
    SampleEnterprise,
    SampleType,
    SampleLength,
    SampleSequence,
    SourceClass,
    SourceIndex,
    SamplingRate,
    SamplePool,
    Dropped,
    Input,
    Output,
    RecordCount,
    RecordFormat,
    RecordLength,
    CounterFormat,
    RecordData,
    HeaderProtocol,
    FrameLength,
    Stripped,
    HeaderLength,
    SampledHeader,
};
constexpr std::array fields = {
    FieldInfo{.name = "sflow_245.version", .title = "Datagram version"},
    FieldInfo{.name = "sflow_245.agenttype", .title = "Agent address type", .values = addressTypes},
    FieldInfo{.name = "sflow_245.agent", .title = "Agent address", .type = FieldType::Ipv4},
    FieldInfo{.name = "sflow_245.agent.v6", .title = "Agent address", .type = FieldType::Ipv6},
    FieldInfo{.name = "sflow_245.sub_agent_id", .title = "Sub-agent ID"},
    FieldInfo{.name = "sflow_245.sequence_number", .title = "Sequence number"},
    FieldInfo{.name = "sflow_245.sysuptime", .title = "SysUptime", .unit = " ms"},
    FieldInfo{.name = "sflow_245.numsamples", .title = "NumSamples"},
    FieldInfo{.name = "sflow.enterprise", .title = "Enterprise", .mask = 0xfffff000},
    FieldInfo{.name = "sflow_245.sampletype", .title = "sFlow sample type", .values = samples, .mask = 0xfff},
    FieldInfo{.name = "sflow_5.sample_length", .title = "Sample length", .unit = " bytes"},
    FieldInfo{.name = "sflow.flow_sample.sequence_number", .title = "Sequence number"},
    FieldInfo{.name = "sflow.flow_sample.source_id_class", .title = "Source ID class"},
    FieldInfo{.name = "sflow.flow_sample.index", .title = "Index"},
    FieldInfo{.name = "sflow.flow_sample.sampling_rate", .title = "Sampling rate"},
    FieldInfo{.name = "sflow.flow_sample.sample_pool", .title = "Sample pool"},
    FieldInfo{.name = "sflow.flow_sample.dropped_packets", .title = "Dropped packets"},
    FieldInfo{.name = "sflow.flow_sample.input_interface", .title = "Input interface (ifIndex)"},
    FieldInfo{.name = "sflow.flow_sample.output_interface", .title = "Output interface", .base = Base::Hex},
    FieldInfo{.name = "sflow.flow_sample.flow_record", .title = "Flow record"},
    FieldInfo{.name = "sflow_245.flow_record_format", .title = "Format", .values = records},
    FieldInfo{.name = "sflow_5.flow_data_length", .title = "Flow data length", .unit = " bytes"},
    FieldInfo{.name = "sflow_245.counters_record_format", .title = "Format", .values = counters, .mask = 0xfff},
    FieldInfo{.name = "sflow.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "sflow_245.header_protocol", .title = "Header protocol", .values = headers},
    FieldInfo{.name = "sflow.flow_sample.frame_length", .title = "Frame Length"},
    FieldInfo{.name = "sflow.flow_sample.payload_stripped", .title = "Payload stripped"},
    FieldInfo{.name = "sflow.flow_sample.sampled_header_length", .title = "Sampled header length"},
    FieldInfo{.name = "sflow_245.header", .title = "Header of sampled packet", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { EthernetFrame, Ethertype };
constexpr std::array<std::string_view, 2> tables = {"eth.frame", "ethertype"};
constexpr std::array hooks = {Hook{"udp.port", 6343}};
const ProtocolInfo info = {.abbreviation = "sflow",
                           .title = "InMon sFlow",
                           .column = "sFlow",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// Decodes the sampled frame, as layers that do not appear in the columns.
void sampledFrame(ByteReader& bytes, Dissection& d) {
    const std::uint32_t protocol = d.u32(bytes, HeaderProtocol);
    d.u32(bytes, FrameLength);
    d.u32(bytes, Stripped);
    const std::uint32_t length = d.u32(bytes, HeaderLength);
    if (bytes.overrun() || length == 0)
        return;
    d.addBytes(SampledHeader, {static_cast<std::uint32_t>(bytes.offset()), length});
    const ByteReader frame = bytes.part(length);
    d.carrier().insideError = true;
    switch (protocol) {
    case Ethernet:
        d.next(EthernetFrame, 0, frame);
        break;
    case Ipv4:
        d.next(Ethertype, 0x0800, frame);
        break;
    case Ipv6:
        d.next(Ethertype, 0x86dd, frame);
        break;
    case Mpls:
        d.next(Ethertype, 0x8847, frame);
        break;
    default:
        break;
    }
    d.carrier().insideError = false;
}

void recordList(ByteReader& bytes, Dissection& d, Field format) {
    const std::uint32_t count = d.u32(bytes, RecordCount);
    for (std::uint32_t i = 0; i < count && !bytes.atEnd(); ++i) {
        const std::uint32_t type = d.u32(bytes, format);
        const auto nest = d.nest();
        const std::uint32_t length = d.u32(bytes, RecordLength);
        if (bytes.overrun())
            return;
        ByteReader record = bytes.part(length);
        if (format == RecordFormat && type == rawHeader)
            sampledFrame(record, d);
        else
            d.data(record, RecordData, record.remaining());
    }
}

void sample(ByteReader bytes, Dissection& d, std::uint32_t type) {
    const bool isExpanded = type == ExpandedFlowSample || type == ExpandedCounterSample;
    const bool isFlow = type == FlowSample || type == ExpandedFlowSample;
    if (!isFlow && type != CounterSample && type != ExpandedCounterSample) {
        d.data(bytes, RecordData, bytes.remaining());
        return;
    }
    d.u32(bytes, SampleSequence);
    d.uint(bytes, SourceClass, isExpanded ? 4 : 1);
    d.uint(bytes, SourceIndex, isExpanded ? 4 : 3);
    if (isFlow) {
        d.u32(bytes, SamplingRate);
        d.u32(bytes, SamplePool);
        d.u32(bytes, Dropped);
        if (isExpanded)
            bytes.skip(4); // the format of the interface number
        d.u32(bytes, Input);
        if (isExpanded)
            bytes.skip(4);
        d.u32(bytes, Output);
    }
    recordList(bytes, d, isFlow ? RecordFormat : CounterFormat);
    if (bytes.overrun())
        d.mark(FieldValue::Mark::Error);
}

} // namespace

const ProtocolInfo& SflowDecoder::protocol() const noexcept {
    return info;
}

void SflowDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint32_t ipv4 = 1, ipv6 = 2, current = 5;
    d.layerLength(bytes.remaining()); // the sampled frames are within
    const std::uint32_t version = d.u32(bytes, Version);
    if (bytes.overrun() || (version != 2 && version != 4 && version != current))
        return;
    d.info("V{}", version);
    const std::uint32_t kind = d.u32(bytes, AgentType);
    if (kind == ipv4)
        d.infoAppend(", agent {}", ColumnText(ColumnAddress::ipv4(d.ipv4(bytes, Agent))).view());
    else if (kind == ipv6)
        d.infoAppend(", agent {}", ColumnText(ColumnAddress::ipv6(d.ipv6(bytes, Agent6))).view());
    else
        return;
    if (version == current)
        d.infoAppend(", sub-agent ID {}", d.u32(bytes, SubAgent));
    d.infoAppend(", seq {}", d.u32(bytes, Sequence));
    d.u32(bytes, Uptime);
    const std::uint32_t count = d.u32(bytes, SampleCount);
    d.infoAppend(", {} samples", count);
    if (version != current)
        return d.nextAsData(bytes);
    for (std::uint32_t i = 0; i < count && !bytes.atEnd(); ++i) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
        const std::uint32_t type = bytes.u32();
        if (bytes.overrun())
            return;
        d.addBits({SampleEnterprise}, range, type);
        if (type >> 12 == 0) // otherwise a format defined by the enterprise
            d.addBits({SampleType}, range, type);
        const auto nest = d.nest();
        const std::uint32_t length = d.u32(bytes, SampleLength);
        sample(bytes.part(length), d, type); // vendor-specific samples have the vendor's number above the type
    }
}

} // namespace tapscope
