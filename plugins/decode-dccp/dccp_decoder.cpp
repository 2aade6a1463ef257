#include "dccp_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::dccp {
namespace {

enum Kind : std::uint8_t { Request, Response, Data, Ack, DataAck, CloseRequest, Close, Reset, Sync, SyncAck };
constexpr std::array kinds = {ValueName{Request, "Request"}, ValueName{Response, "Response"},
                              ValueName{Data, "Data"},       ValueName{Ack, "Ack"},
                              ValueName{DataAck, "DataAck"}, ValueName{CloseRequest, "CloseReq"},
                              ValueName{Close, "Close"},     ValueName{Reset, "Reset"},
                              ValueName{Sync, "Sync"},       ValueName{SyncAck, "SyncAck"}};
constexpr std::array resets = {ValueName{0, "Unspecified"},      ValueName{1, "Closed"},
                               ValueName{2, "Aborted"},          ValueName{3, "No Connection"},
                               ValueName{4, "Packet Error"},     ValueName{5, "Option Error"},
                               ValueName{6, "Mandatory Error"},  ValueName{7, "Connection Refused"},
                               ValueName{8, "Bad Service Code"}, ValueName{9, "Too Busy"},
                               ValueName{10, "Bad Init Cookie"}, ValueName{11, "Aggression Penalty"}};

enum Field : std::uint16_t {
    SourcePort,
    DestinationPort,
    Offset,
    CongestionValue,
    Coverage,
    Checksum,
    Reserved,
    Type,
    Extended,
    Reserved2,
    SequenceRaw,
    AckReserved,
    AckRaw,
    Service,
    ResetCode,
    Data1,
    Data2,
    Data3,
    OptionType,
    OptionLength,
    OptionData,
};
constexpr std::array fields = {
    FieldInfo{.name = "dccp.srcport", .title = "Source Port", .alias = "dccp.port"},
    FieldInfo{.name = "dccp.dstport", .title = "Destination Port", .alias = "dccp.port"},
    FieldInfo{.name = "dccp.data_offset", .title = "Data Offset"},
    FieldInfo{.name = "dccp.ccval", .title = "CCVal", .mask = 0xf0},
    FieldInfo{.name = "dccp.cscov", .title = "Checksum Coverage", .mask = 0x0f},
    FieldInfo{.name = "dccp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "dccp.res1", .title = "Reserved", .base = Base::Hex, .hexDigits = 2, .mask = 0xe0},
    FieldInfo{.name = "dccp.type", .title = "Type", .values = kinds, .mask = 0x1e},
    FieldInfo{.name = "dccp.x", .title = "Extended Sequence Numbers", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "dccp.res2", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "dccp.seq_raw", .title = "Sequence Number (raw)"},
    FieldInfo{.name = "dccp.ack_res", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "dccp.ack_raw", .title = "Acknowledgement Number (raw)"},
    FieldInfo{.name = "dccp.service_code", .title = "Service Code"},
    FieldInfo{.name = "dccp.reset_code", .title = "Reset Code", .values = resets},
    FieldInfo{.name = "dccp.data1", .title = "Data 1"},
    FieldInfo{.name = "dccp.data2", .title = "Data 2"},
    FieldInfo{.name = "dccp.data3", .title = "Data 3"},
    FieldInfo{.name = "dccp.option_type", .title = "Option Type"},
    FieldInfo{.name = "dccp.option_length", .title = "Option Length"},
    FieldInfo{.name = "dccp.option_data", .title = "Option Data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { ByPort };
constexpr std::array<std::string_view, 1> tables = {"dccp.port"};
constexpr std::array hooks = {Hook{"ip.proto", 33}};
const ProtocolInfo info = {.abbreviation = "dccp",
                           .title = "Datagram Congestion Control Protocol",
                           .column = "DCCP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

void options(ByteReader bytes, Dissection& d) {
    constexpr std::uint8_t firstWithLength = 32;
    while (!bytes.atEnd()) {
        if (d.u8(bytes, OptionType) < firstWithLength)
            continue;
        const std::size_t length = d.u8(bytes, OptionLength);
        if (length < 2 || !bytes.has(length - 2)) {
            d.malformed("an option reaches beyond the header");
            return;
        }
        if (length > 2)
            d.data(bytes, OptionData, length - 2);
    }
}

} // namespace

const ProtocolInfo& DccpDecoder::protocol() const noexcept {
    return info;
}

void DccpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t source = d.u16(bytes, SourcePort);
    const std::uint16_t destination = d.u16(bytes, DestinationPort);
    const std::size_t size = d.u8(bytes, Offset) * 4U;
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t second = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({CongestionValue, Coverage}, {at, 1}, second);
    d.u16(bytes, Checksum);
    const std::uint8_t kind = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Reserved, Type, Extended}, {at + 3, 1}, kind);
    const bool isExtended = (kind & 1U) != 0;
    const unsigned type = kind >> 1 & 15U;
    if (isExtended)
        d.u8(bytes, Reserved2);
    const std::uint64_t sequence = d.uint(bytes, SequenceRaw, isExtended ? 6 : 3);
    d.info("{} → {} [{}] Seq={}", source, destination, nameOf(kinds, type, "Reserved"), sequence);
    if (type != Request && type != Data && type <= SyncAck) {
        d.uint(bytes, AckReserved, isExtended ? 2 : 1);
        d.infoAppend(" (Ack={})", d.uint(bytes, AckRaw, isExtended ? 6 : 3));
    }
    if (type == Request || type == Response) {
        const std::uint32_t service = d.u32(bytes, Service);
        if (service == 0)
            d.infoAppend(" (service=not specified)");
        else
            d.infoAppend(" (service={})", service);
    } else if (type == Reset) {
        d.infoAppend(" (code={})", nameOf(resets, d.u8(bytes, ResetCode), "Unknown"));
        for (const Field octet : {Data1, Data2, Data3})
            d.u8(bytes, octet);
    }
    if (bytes.overrun())
        return;
    if (size < bytes.position()) {
        d.malformed("its data offset lies within its header");
        return;
    }
    const std::size_t left = size - bytes.position();
    if (!bytes.has(left)) {
        options(bytes.part(left), d);
        bytes.setOverrun();
        return;
    }
    options(bytes.part(left), d);
    d.carrier().sourcePort = source;
    d.carrier().destinationPort = destination;
    d.layerLength(bytes.position());
    d.next(ByPort, {std::min(source, destination), std::max(source, destination)},
           ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::dccp
