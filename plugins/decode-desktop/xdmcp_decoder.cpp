#include "desktop_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::xdmcp {
namespace {

enum Opcode : std::uint16_t {
    Willing = 5,
    Unwilling,
    Request,
    Accept,
    Decline,
    Manage,
    Refuse,
    Failed,
    KeepAlive,
    Alive
};
constexpr std::array opcodes = {
    ValueName{1, "Broadcast_query"}, ValueName{2, "Query"},   ValueName{3, "Indirect_query"},
    ValueName{4, "Forward_query"},   ValueName{5, "Willing"}, ValueName{6, "Unwilling"},
    ValueName{7, "Request"},         ValueName{8, "Accept"},  ValueName{9, "Decline"},
    ValueName{10, "Manage"},         ValueName{11, "Refuse"}, ValueName{12, "Failed"},
    ValueName{13, "Keepalive"},      ValueName{14, "Alive"}};
enum Field : std::uint16_t {
    Version,
    Code,
    Length,
    AuthenticationName,
    HostName,
    Status,
    DisplayNumber,
    SessionId,
    DisplayClass,
    Data
};
constexpr std::array fields = {
    FieldInfo{.name = "xdmcp.version", .title = "Version"},
    FieldInfo{.name = "xdmcp.opcode", .title = "Opcode", .base = Base::Hex, .values = opcodes},
    FieldInfo{.name = "xdmcp.length", .title = "Message length"},
    FieldInfo{.name = "xdmcp.authentication_name", .title = "Authentication name", .type = FieldType::Text},
    FieldInfo{.name = "xdmcp.hostname", .title = "Hostname", .type = FieldType::Text},
    FieldInfo{.name = "xdmcp.status", .title = "Status", .type = FieldType::Text},
    FieldInfo{.name = "xdmcp.display_number", .title = "Display number"},
    FieldInfo{.name = "xdmcp.session_id", .title = "Session ID", .base = Base::Hex},
    FieldInfo{.name = "xdmcp.display_class", .title = "Display class", .type = FieldType::Text},
    FieldInfo{.name = "xdmcp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 177}};
const ProtocolInfo info = {.abbreviation = "xdmcp",
                           .title = "X Display Manager Control Protocol",
                           .column = "XDMCP",
                           .fields = fields,
                           .hooks = hooks};

/// Two octets of length, then text; an empty text adds no field.
void string(ByteReader& bytes, Dissection& d, Field field) {
    const std::size_t length = bytes.u16();
    if (length != 0)
        d.text(bytes, field, length);
}

} // namespace

const ProtocolInfo& XdmcpDecoder::protocol() const noexcept {
    return info;
}

bool XdmcpDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    return reader.u16() == 1 && !nameOf(opcodes, reader.u16()).empty();
}

void XdmcpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.u16(bytes, Version);
    const std::uint16_t opcode = d.u16(bytes, Code);
    const std::size_t length = d.u16(bytes, Length);
    d.info("{}", nameOf(opcodes, opcode, "Unknown"));
    ByteReader body = bytes.part(length);
    const bool isWhole = body.remaining() == length;
    switch (opcode) {
    case Willing:
        string(body, d, AuthenticationName);
        string(body, d, HostName);
        string(body, d, Status);
        break;
    case Unwilling:
        string(body, d, HostName);
        string(body, d, Status);
        break;
    case Request:
        d.u16(body, DisplayNumber);
        break;
    case Manage:
        d.u32(body, SessionId);
        d.u16(body, DisplayNumber);
        string(body, d, DisplayClass);
        break;
    case Accept:
    case Refuse:
    case Failed:
        d.u32(body, SessionId);
        break;
    case KeepAlive:
        d.u16(body, DisplayNumber);
        d.u32(body, SessionId);
        break;
    default:
        break;
    }
    if (!body.atEnd())
        d.data(body, Data, body.remaining());
    if (!isWhole || body.overrun())
        bytes.setOverrun();
}

} // namespace tapscope::xdmcp
