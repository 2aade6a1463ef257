#include "signalling_decoders.h"
#include "signalling_objects.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::rsvp {
namespace {

constexpr std::array types = {ValueName{1, "PATH"},         ValueName{2, "RESV"},           ValueName{3, "PATH ERROR"},
                              ValueName{4, "RESV ERROR"},   ValueName{5, "PATH TEAR"},      ValueName{6, "RESV TEAR"},
                              ValueName{7, "RESV CONFIRM"}, ValueName{10, "RTEAR CONFIRM"}, ValueName{12, "BUNDLE"},
                              ValueName{13, "ACK"},         ValueName{15, "SREFRESH"},      ValueName{20, "HELLO"},
                              ValueName{21, "NOTIFY"}};
constexpr std::array classes = {ValueName{1, "SESSION object"},
                                ValueName{3, "HOP object"},
                                ValueName{4, "INTEGRITY object"},
                                ValueName{5, "TIME VALUES object"},
                                ValueName{6, "ERROR object"},
                                ValueName{7, "SCOPE object"},
                                ValueName{8, "STYLE object"},
                                ValueName{9, "FLOWSPEC object"},
                                ValueName{10, "FILTERSPEC object"},
                                ValueName{11, "SENDER TEMPLATE object"},
                                ValueName{12, "SENDER TSPEC object"},
                                ValueName{13, "ADSPEC object"},
                                ValueName{14, "POLICY object"},
                                ValueName{15, "CONFIRM object"},
                                ValueName{16, "LABEL object"},
                                ValueName{19, "LABEL REQUEST object"},
                                ValueName{20, "EXPLICIT ROUTE object"},
                                ValueName{21, "RECORD ROUTE object"},
                                ValueName{22, "HELLO object"},
                                ValueName{23, "MESSAGE-ID object"},
                                ValueName{24, "MESSAGE-ID ACK/NACK object"},
                                ValueName{25, "MESSAGE-ID LIST object"},
                                ValueName{63, "DETOUR object"},
                                ValueName{131, "RESTART-CAPABILITY object"},
                                ValueName{207, "SESSION ATTRIBUTE object"},
                                ValueName{229, "GENERALIZED-UNI object"}};
enum Field : std::uint16_t {
    Version,
    Flags,
    Message,
    Checksum,
    Ttl,
    Length,
    ObjectLength,
    ObjectClass,
    ObjectType,
    ObjectData
};
constexpr std::array fields = {
    FieldInfo{.name = "rsvp.version", .title = "RSVP Version", .mask = 0xf0},
    FieldInfo{.name = "rsvp.flags", .title = "Flags", .base = Base::Hex, .hexDigits = 1, .mask = 0x0f},
    FieldInfo{.name = "rsvp.msg", .title = "Message Type", .values = types},
    FieldInfo{.name = "rsvp.message_checksum", .title = "Message Checksum", .base = Base::Hex},
    FieldInfo{.name = "rsvp.sending_ttl", .title = "Sending TTL"},
    FieldInfo{.name = "rsvp.message_length", .title = "Message length"},
    FieldInfo{.name = "rsvp.length", .title = "Length"},
    FieldInfo{.name = "rsvp.object", .title = "Object class", .values = classes},
    FieldInfo{.name = "rsvp.ctype", .title = "C-type"},
    FieldInfo{.name = "rsvp.object.data", .title = "Object data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ip.proto", 46}};
const ProtocolInfo info = {.abbreviation = "rsvp",
                           .title = "Resource ReserVation Protocol (RSVP)",
                           .column = "RSVP",
                           .fields = fields,
                           .hooks = hooks};

std::size_t readObjectHead(ByteReader& bytes, Dissection& d) {
    const std::size_t length = d.u16(bytes, ObjectLength);
    d.u8(bytes, ObjectClass);
    const auto nest = d.nest();
    d.u8(bytes, ObjectType);
    return length;
}

} // namespace

const ProtocolInfo& RsvpDecoder::protocol() const noexcept {
    return info;
}

void RsvpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t first = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Version, Flags}, range, first);
    const std::uint8_t type = d.u8(bytes, Message);
    d.u16(bytes, Checksum);
    d.u8(bytes, Ttl);
    bytes.skip(1);
    const std::size_t length = d.u16(bytes, Length);
    d.info("{} Message. ", nameOf(types, type, "Unknown"));
    if (bytes.overrun())
        return;
    signalling::decodeObjects(bytes, d, length, ObjectData,
                              [&](ByteReader& object) { return readObjectHead(object, d); });
}

} // namespace tapscope::rsvp
