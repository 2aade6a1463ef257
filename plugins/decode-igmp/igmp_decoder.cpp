#include "igmp_decoder.h"

#include <base/internet_checksum.h>
#include <decode/transport_checksum.h>

#include <array>

namespace tapscope {
namespace {

enum Type : std::uint8_t {
    Query = 0x11,
    ReportV1 = 0x12,
    ReportV2 = 0x16,
    Leave = 0x17,
    TracerouteReply = 0x1e,
    Traceroute = 0x1f,
    ReportV3 = 0x22,
};
constexpr std::array types = {ValueName{Query, "Membership Query"},
                              ValueName{ReportV1, "Membership Report"},
                              ValueName{0x13, "DVMRP Protocol"},
                              ValueName{0x14, "PIM Protocol"},
                              ValueName{0x15, "Cisco Trace Message"},
                              ValueName{ReportV2, "Membership Report"},
                              ValueName{Leave, "Leave Group"},
                              ValueName{TracerouteReply, "Traceroute Response"},
                              ValueName{Traceroute, "Traceroute Query or Request"},
                              ValueName{ReportV3, "Membership Report"},
                              ValueName{0x23, "Multicast Router Advertisement"}};

enum RecordType : std::uint8_t { IsInclude = 1, IsExclude, ToInclude, ToExclude, AllowNew, BlockOld };
constexpr std::array recordTypes = {
    ValueName{IsInclude, "Mode Is Include"},        ValueName{IsExclude, "Mode Is Exclude"},
    ValueName{ToInclude, "Change To Include Mode"}, ValueName{ToExclude, "Change To Exclude Mode"},
    ValueName{AllowNew, "Allow New Sources"},       ValueName{BlockOld, "Block Old Sources"}};
constexpr std::array checksumStates = {ValueName{0, "Bad"}, ValueName{1, "Good"}, ValueName{2, "Unverified"}};

enum Field : std::uint16_t {
    Version,
    TypeField,
    MaximumResponse,
    Reserved,
    Checksum,
    ChecksumStatus,
    Group,
    Suppress,
    Robustness,
    QueryInterval,
    SourceCount,
    Source,
    RecordCount,
    RecordTypeField,
    AuxiliaryLength,
    AuxiliaryData,
    TraceHops,
    TraceSource,
    TraceReceiver,
    TraceResponse,
    TraceTimeToLive,
    TraceQuery,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "igmp.version", .title = "IGMP Version"},
    FieldInfo{.name = "igmp.type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "igmp.max_resp", .title = "Max Resp Time"},
    FieldInfo{.name = "igmp.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "igmp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "igmp.checksum.status", .title = "Checksum Status", .values = checksumStates},
    FieldInfo{.name = "igmp.maddr", .title = "Multicast Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "igmp.s", .title = "S", .type = FieldType::Boolean, .mask = 0x08},
    FieldInfo{.name = "igmp.qrv", .title = "QRV", .mask = 0x07},
    FieldInfo{.name = "igmp.qqic", .title = "QQIC"},
    FieldInfo{.name = "igmp.num_src", .title = "Num Src"},
    FieldInfo{.name = "igmp.saddr", .title = "Source Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "igmp.num_grp_recs", .title = "Num Group Records"},
    FieldInfo{.name = "igmp.record_type", .title = "Record Type", .values = recordTypes},
    FieldInfo{.name = "igmp.aux_data_len", .title = "Aux Data Len", .unit = " (units of 32 bits)"},
    FieldInfo{.name = "igmp.aux_data", .title = "Aux Data", .type = FieldType::ByteString},
    FieldInfo{.name = "igmp.mtrace.max_hops", .title = "# hops"},
    FieldInfo{.name = "igmp.mtrace.saddr", .title = "Source Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "igmp.mtrace.raddr", .title = "Receiver Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "igmp.mtrace.rspaddr", .title = "Response Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "igmp.mtrace.resp_ttl", .title = "Response TTL"},
    FieldInfo{.name = "igmp.mtrace.q_id", .title = "Query ID"},
    FieldInfo{.name = "igmp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ip.proto", 2}};
const ProtocolInfo info = {.abbreviation = "igmp",
                           .title = "Internet Group Management Protocol",
                           .column = "IGMP",
                           .fields = fields,
                           .hooks = hooks};

void checksum(ByteReader& bytes, Dissection& d, Bytes message) {
    const std::uint16_t found = d.u16(bytes, Checksum);
    if (bytes.overrun() || !d.wants(ChecksumStatus))
        return;
    ChecksumVerdict verdict;
    const auto& carrier = d.carrier();
    if (carrier.isWhole && !carrier.isFragment && !carrier.insideError) {
        verdict.state = InternetChecksum().add(message).value() == 0 ? ChecksumState::Good : ChecksumState::Bad;
        verdict.expected = InternetChecksum().add(message.first(2)).add(message.subspan(4)).value();
    }
    labelChecksum(d, found, verdict);
    d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
}

void infoAddress(Dissection& d, std::string_view before, std::uint32_t address) {
    if (d.wantsColumns())
        d.infoAppend("{}{}", before, ColumnText(ColumnAddress::ipv4(address)).view());
}

/// "{10.9.0.1, 10.9.0.2}"
void sources(ByteReader& bytes, Dissection& d, unsigned count) {
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i) {
        const std::uint32_t source = d.ipv4(bytes, Source);
        if (!bytes.overrun())
            infoAddress(d, i == 0 ? "{" : ", ", source);
    }
    d.infoAppend("{}", "}");
}

void query(ByteReader& bytes, Dissection& d, bool isVersion3) {
    const std::uint32_t group = d.ipv4(bytes, Group);
    if (bytes.overrun())
        return;
    if (group == 0)
        d.infoAppend("{}", ", general");
    else
        infoAddress(d, ", specific for group ", group);
    if (!isVersion3)
        return;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    d.addBits({Suppress, Robustness}, range, bytes.u8());
    d.u8(bytes, QueryInterval);
    const unsigned count = d.u16(bytes, SourceCount);
    if (count == 0)
        return;
    d.infoAppend("{}", count == 1 ? ", source " : ", sources ");
    sources(bytes, d, count);
}

/// The meaning of a group record, as the Info column shows it: before its list of sources, if it has one.
void describeRecord(Dissection& d, std::uint8_t type, std::uint32_t group, unsigned count) {
    const bool isOne = count == 1;
    switch (type) {
    case IsInclude:
    case ToInclude:
        infoAddress(d, count == 0 ? " / Leave group " : " / Join group ", group);
        d.infoAppend("{}", count == 0 ? "" : isOne ? " for source " : " for sources in ");
        return;
    case IsExclude:
    case ToExclude:
        infoAddress(d, " / Join group ", group);
        d.infoAppend("{}", count == 0 ? " for any sources" : isOne ? ", for source not " : ", for sources not in ");
        return;
    case AllowNew:
        infoAddress(d, " / Group ", group);
        d.infoAppend("{}", count == 0 ? ", ALLOW_NEW_SOURCES but no source specified (?)"
                           : isOne    ? ", new source "
                                      : ", new sources ");
        return;
    case BlockOld:
        infoAddress(d, " / Group ", group);
        d.infoAppend("{}", count == 0 ? ", BLOCK_OLD_SOURCES but no source specified (?)"
                           : isOne    ? ", block source "
                                      : ", block sources ");
        return;
    default:
        infoAddress(d, " / Group ", group);
        d.infoAppend(", unknown record type (?){}", count == 0 ? "" : ", sources ");
    }
}

void record(ByteReader& bytes, Dissection& d) {
    const std::uint8_t type = d.u8(bytes, RecordTypeField);
    const std::size_t auxiliary = d.u8(bytes, AuxiliaryLength) * 4U;
    const unsigned count = d.u16(bytes, SourceCount);
    const std::uint32_t group = d.ipv4(bytes, Group);
    if (bytes.overrun())
        return;
    describeRecord(d, type, group, count);
    if (count != 0)
        sources(bytes, d, count);
    if (auxiliary != 0)
        d.data(bytes, AuxiliaryData, auxiliary);
}

/// draft-ietf-idmr-traceroute-ipm: a query consists of the header only, a request has a block for each hop.
void traceroute(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    constexpr std::size_t queryLength = 24;
    d.info("{}", type == TracerouteReply             ? "Traceroute Response"
                 : bytes.all().size() == queryLength ? "Traceroute Query"
                                                     : "Traceroute Request");
    d.ipv4(bytes, Group);
    d.ipv4(bytes, TraceSource);
    d.ipv4(bytes, TraceReceiver);
    d.ipv4(bytes, TraceResponse);
    d.u8(bytes, TraceTimeToLive);
    d.u24(bytes, TraceQuery);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace

const ProtocolInfo& IgmpDecoder::protocol() const noexcept {
    return info;
}

void IgmpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t version3Query = 12;
    const Bytes message = bytes.rest();
    const std::uint8_t type = d.u8(bytes, TypeField);
    if (bytes.overrun())
        return;
    const bool isQuery = type == Query, isTrace = type == Traceroute || type == TracerouteReply;
    const bool isKnown =
        isQuery || isTrace || type == ReportV1 || type == ReportV2 || type == Leave || type == ReportV3;
    if (!isKnown) {
        d.info("Unknown Type:0x{:02x}", type);
        if (!bytes.atEnd())
            d.data(bytes, Data, bytes.remaining());
        return;
    }
    d.passThrough("igmp"); // these messages form a protocol inside IGMP
    const unsigned version = isTrace                                      ? 0
                             : type == ReportV3                           ? 3
                             : isQuery && message.size() >= version3Query ? 3
                             : type == ReportV1                           ? 1
                             : isQuery && bytes.peek() == 0               ? 1
                                                                          : 2;
    if (version != 0) {
        d.add(Version, {}, version);
        d.columnProtocol(version == 1 ? "IGMPv1" : version == 2 ? "IGMPv2" : "IGMPv3");
    }
    d.info("{}", nameOf(types, type));
    if (isTrace)
        d.u8(bytes, TraceHops);
    else if (type == ReportV3 || version == 1)
        d.data(bytes, Reserved, 1);
    else
        d.u8(bytes, MaximumResponse);
    checksum(bytes, d, message);
    if (isTrace)
        return traceroute(bytes, d, type);
    if (type == ReportV3) {
        d.data(bytes, Reserved, 2);
        const unsigned count = d.u16(bytes, RecordCount);
        for (unsigned i = 0; i < count && !bytes.overrun(); ++i)
            record(bytes, d);
        return;
    }
    if (isQuery && version != 1)
        return query(bytes, d, version == 3);
    const std::uint32_t group = d.ipv4(bytes, Group);
    if (!bytes.overrun() && version == 2)
        infoAddress(d, type == ReportV2 ? " group " : " ", group);
}

} // namespace tapscope
