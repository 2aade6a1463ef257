#include "database_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::tns {
namespace {

enum Type : std::uint8_t { Connect = 1, Accept, Refuse = 4, Redirect, DataPacket };
constexpr std::array types = {ValueName{1, "Connect"}, ValueName{2, "Accept"},     ValueName{3, "Acknowledge"},
                              ValueName{4, "Refuse"},  ValueName{5, "Redirect"},   ValueName{6, "Data"},
                              ValueName{7, "Null"},    ValueName{9, "Abort"},      ValueName{11, "Resend"},
                              ValueName{12, "Marker"}, ValueName{13, "Attention"}, ValueName{14, "Control"}};
enum Field : std::uint16_t {
    IsRequest,
    IsResponse,
    Length,
    Checksum,
    TypeOf,
    Reserved,
    HeaderChecksum,
    Version,
    CompatibleVersion,
    ServiceOptions,
    SduSize,
    TduSize,
    ProtocolFlags,
    LineTurnaround,
    ValueOfOne,
    ConnectLength,
    ConnectOffset,
    RefuseUser,
    RefuseSystem,
    DataFlags,
    ConnectText,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "tns.request", .title = "Request", .type = FieldType::Boolean},
    FieldInfo{.name = "tns.response", .title = "Response", .type = FieldType::Boolean},
    FieldInfo{.name = "tns.length", .title = "Packet Length"},
    FieldInfo{.name = "tns.packet_checksum", .title = "Packet Checksum", .base = Base::Hex},
    FieldInfo{.name = "tns.type", .title = "Packet Type", .values = types},
    FieldInfo{.name = "tns.reserved_byte", .title = "Reserved Byte", .type = FieldType::ByteString},
    FieldInfo{.name = "tns.header_checksum", .title = "Header Checksum", .base = Base::Hex},
    FieldInfo{.name = "tns.version", .title = "Version"},
    FieldInfo{.name = "tns.compat_version", .title = "Version (Compatible)"},
    FieldInfo{.name = "tns.service_options", .title = "Service Options", .base = Base::Hex},
    FieldInfo{.name = "tns.sdu_size", .title = "Session Data Unit Size"},
    FieldInfo{.name = "tns.max_tdu_size", .title = "Maximum Transmission Data Unit Size"},
    FieldInfo{.name = "tns.nt_proto_characteristics", .title = "NT Protocol Characteristics", .base = Base::Hex},
    FieldInfo{.name = "tns.line_turnaround", .title = "Line Turnaround Value"},
    FieldInfo{.name = "tns.value_of_one", .title = "Value of 1 in Hardware", .type = FieldType::ByteString},
    FieldInfo{.name = "tns.connect_data_length", .title = "Length of Connect Data"},
    FieldInfo{.name = "tns.connect_data_offset", .title = "Offset to Connect Data"},
    FieldInfo{.name = "tns.refuse_reason_user", .title = "Refuse Reason (User)", .base = Base::Hex},
    FieldInfo{.name = "tns.refuse_reason_system", .title = "Refuse Reason (System)", .base = Base::Hex},
    FieldInfo{.name = "tns.data_flag", .title = "Data Flag", .base = Base::Hex},
    FieldInfo{.name = "tns.connect_data", .title = "Connect Data", .type = FieldType::Text},
    FieldInfo{.name = "tns.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::uint32_t port = 1521;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {.abbreviation = "tns",
                           .title = "Transparent Network Substrate Protocol",
                           .column = "TNS",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::size_t headSize = 8;

/// Since version 315, lengths have four octets after a connection is accepted; the upper two used to be a checksum of
/// 0.
std::uint32_t lengthOf(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    const std::uint32_t length = reader.u16();
    return length != 0 ? length : reader.u16();
}

bool beginsPacket(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    reader.skip(4);
    const std::uint8_t type = reader.u8();
    return !reader.overrun() && !nameOf(types, type).empty() && lengthOf(bytes) >= headSize;
}

void decodeConnect(ByteReader& body, Dissection& d) {
    d.u16(body, Version);
    d.u16(body, CompatibleVersion);
    d.u16(body, ServiceOptions);
    d.u16(body, SduSize);
    d.u16(body, TduSize);
    d.u16(body, ProtocolFlags);
    d.u16(body, LineTurnaround);
    d.data(body, ValueOfOne, 2);
    const std::size_t length = d.u16(body, ConnectLength), offset = d.u16(body, ConnectOffset);
    const std::size_t here = body.position() + headSize;
    if (body.overrun() || offset < here || length == 0 || !body.has(offset - here + length))
        return;
    if (offset != here)
        d.data(body, Data, offset - here);
    d.text(body, ConnectText, length);
}

void decodeBody(ByteReader& body, Dissection& d, std::uint8_t type) {
    switch (type) {
    case Connect:
        decodeConnect(body, d);
        break;
    case Accept:
        d.u16(body, Version);
        d.u16(body, ServiceOptions);
        d.u16(body, SduSize);
        d.u16(body, TduSize);
        break;
    case Refuse:
        d.u8(body, RefuseUser);
        d.u8(body, RefuseSystem);
        break;
    case DataPacket:
        d.u16(body, DataFlags);
        break;
    default:
        break;
    }
    if (!body.atEnd())
        d.data(body, Data, body.remaining());
}

} // namespace

const ProtocolInfo& TnsDecoder::protocol() const noexcept {
    return info;
}

bool TnsDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < headSize || beginsPacket(bytes);
}

StreamMessage TnsDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < headSize)
        return StreamMessage::later();
    return beginsPacket(bytes) ? StreamMessage::of(lengthOf(bytes)) : StreamMessage{};
}

void TnsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isRequest = isToServer(d, port);
    d.info("");
    while (!bytes.atEnd()) {
        if (bytes.has(headSize) && !beginsPacket(bytes.rest())) {
            d.nextAsData(bytes);
            return;
        }
        d.add(isRequest ? IsRequest : IsResponse, {static_cast<std::uint32_t>(bytes.offset()), 0}, 1);
        const std::size_t length = lengthOf(bytes.rest());
        if (bytes.has(2) && bytes.peek() == 0 && bytes.peek(1) == 0) {
            d.u32(bytes, Length);
        } else {
            d.u16(bytes, Length);
            d.u16(bytes, Checksum);
        }
        const std::uint8_t type = d.u8(bytes, TypeOf);
        d.data(bytes, Reserved, 1);
        d.u16(bytes, HeaderChecksum);
        if (bytes.overrun())
            return;
        d.infoItem("{}, {} ({})", isRequest ? "Request" : "Response", nameOf(types, type, "Unknown"), type);
        ByteReader body = bytes.part(length - headSize);
        const bool isWhole = body.remaining() + headSize == length;
        decodeBody(body, d, type);
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::tns
