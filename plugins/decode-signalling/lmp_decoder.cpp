#include "signalling_decoders.h"
#include "signalling_objects.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::lmp {
namespace {

constexpr std::array types = {ValueName{1, "Config"},
                              ValueName{2, "ConfigAck"},
                              ValueName{3, "ConfigNack"},
                              ValueName{4, "Hello"},
                              ValueName{5, "BeginVerify"},
                              ValueName{6, "BeginVerifyAck"},
                              ValueName{7, "BeginVerifyNack"},
                              ValueName{8, "EndVerify"},
                              ValueName{9, "EndVerifyAck"},
                              ValueName{10, "Test"},
                              ValueName{11, "TestStatusSuccess"},
                              ValueName{12, "TestStatusFailure"},
                              ValueName{13, "TestStatusAck"},
                              ValueName{14, "LinkSummary"},
                              ValueName{15, "LinkSummaryAck"},
                              ValueName{16, "LinkSummaryNack"},
                              ValueName{17, "ChannelStatus"},
                              ValueName{18, "ChannelStatusAck"},
                              ValueName{19, "ChannelStatusRequest"},
                              ValueName{20, "ChannelStatusResponse"},
                              ValueName{50, "ServiceConfig"},
                              ValueName{51, "ServiceConfigAck"},
                              ValueName{52, "ServiceConfigNack"}};
constexpr std::array classes = {ValueName{1, "CCID"},
                                ValueName{2, "NODE_ID"},
                                ValueName{3, "LINK_ID"},
                                ValueName{4, "INTERFACE_ID"},
                                ValueName{5, "MESSAGE_ID"},
                                ValueName{6, "CONFIG"},
                                ValueName{7, "HELLO"},
                                ValueName{8, "BEGIN_VERIFY"},
                                ValueName{9, "BEGIN_VERIFY_ACK"},
                                ValueName{10, "VERIFY_ID"},
                                ValueName{11, "TE_LINK"},
                                ValueName{12, "DATA_LINK"},
                                ValueName{13, "CHANNEL_STATUS"},
                                ValueName{14, "CHANNEL_STATUS_REQUEST"},
                                ValueName{20, "ERROR"},
                                ValueName{21, "TRACE"},
                                ValueName{51, "SERVICE_CONFIG"}};
enum Field : std::uint16_t {
    Version,
    Flags,
    ChannelDown,
    Reboot,
    Message,
    Length,
    Checksum,
    ObjectNegotiable,
    ObjectType,
    ObjectClass,
    ObjectLength,
    ObjectData
};
constexpr std::array fields = {
    FieldInfo{.name = "lmp.version", .title = "LMP Version", .mask = 0xf000},
    FieldInfo{.name = "lmp.header_flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "lmp.hdr.ccdown", .title = "ControlChannelDown", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "lmp.hdr.reboot", .title = "Reboot", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "lmp.msg", .title = "Message Type", .values = types},
    FieldInfo{.name = "lmp.header_length", .title = "Length", .unit = " bytes"},
    FieldInfo{.name = "lmp.checksum", .title = "Message Checksum", .base = Base::Hex},
    FieldInfo{.name = "lmp.object.negotiable", .title = "Negotiable", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "lmp.obj.ctype", .title = "Object C-Type", .mask = 0x7f},
    FieldInfo{.name = "lmp.object", .title = "Object class", .values = classes},
    FieldInfo{.name = "lmp.object.length", .title = "Length"},
    FieldInfo{.name = "lmp.object.data", .title = "Object data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 701}};
const ProtocolInfo info = {.abbreviation = "lmp",
                           .title = "Link Management Protocol (LMP)",
                           .column = "LMP",
                           .fields = fields,
                           .hooks = hooks};

std::size_t readObjectHead(ByteReader& bytes, Dissection& d) {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t first = bytes.u8();
    if (!bytes.overrun())
        d.addBits({ObjectNegotiable, ObjectType}, range, first);
    d.u8(bytes, ObjectClass);
    return d.u16(bytes, ObjectLength);
}

} // namespace

const ProtocolInfo& LmpDecoder::protocol() const noexcept {
    return info;
}

void LmpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.u16(bytes, Version);
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t flags = d.u8(bytes, Flags);
    d.addBits({ChannelDown, Reboot}, range, flags);
    const std::uint8_t type = d.u8(bytes, Message);
    const std::size_t length = d.u16(bytes, Length);
    d.u16(bytes, Checksum); // none in RFC 4204, where the octets are reserved
    if (bytes.overrun())
        return;
    d.info("{} Message. ", nameOf(types, type, "Unknown"));
    signalling::decodeObjects(bytes, d, length, ObjectData,
                              [&](ByteReader& object) { return readObjectHead(object, d); });
}

} // namespace tapscope::lmp
