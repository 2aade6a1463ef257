#include "home_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::bjnp {
namespace {

constexpr std::array types = {ValueName{0x01, "Printer Command"}, ValueName{0x02, "Scanner Command"},
                              ValueName{0x81, "Printer Response"}, ValueName{0x82, "Scanner Response"}};
constexpr std::array codes = {ValueName{0x00, "Unknown"},
                              ValueName{0x01, "Discover"},
                              ValueName{0x10, "Start Print Job"},
                              ValueName{0x11, "Close Job"},
                              ValueName{0x20, "Read Data"},
                              ValueName{0x21, "Write Data"},
                              ValueName{0x30, "Get Printer Identity"},
                              ValueName{0x32, "Get Scanner Status"}};
enum Field : std::uint16_t { Id, Type, Code, Sequence, Session, Length, Payload };
constexpr std::array fields = {
    FieldInfo{.name = "bjnp.id", .title = "Id", .type = FieldType::Text},
    FieldInfo{.name = "bjnp.type", .title = "Type", .values = types},
    FieldInfo{.name = "bjnp.code", .title = "Code", .values = codes},
    FieldInfo{.name = "bjnp.seq_no", .title = "Sequence Number"},
    FieldInfo{.name = "bjnp.session_id", .title = "Session Id"},
    FieldInfo{.name = "bjnp.payload_len", .title = "Payload Length"},
    FieldInfo{.name = "bjnp.payload", .title = "Payload", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 8611}, Hook{"udp.port", 8612}, Hook{"udp.port", 8613},
                              Hook{"udp.port", 8614}};
const ProtocolInfo info = {
    .abbreviation = "bjnp", .title = "Canon BJNP", .column = "BJNP", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& BjnpDecoder::protocol() const noexcept {
    return info;
}

bool BjnpDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::uint32_t canon = 0x424a4e, multifunction = 0x4d464e; // "BJN", "MFN"; the last letter differs
    const std::uint32_t id = ByteReader(bytes).u24();
    return id == canon || id == multifunction;
}

void BjnpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.text(bytes, Id, 4);
    const std::uint8_t type = d.u8(bytes, Type), code = d.u8(bytes, Code);
    d.u32(bytes, Sequence);
    d.u16(bytes, Session);
    const std::size_t length = d.u32(bytes, Length);
    d.info("{}: {}", nameOf(types, type, "Unknown type"), nameOf(codes, code, "Unknown code"));
    if (length != 0)
        d.data(bytes, Payload, length);
}

} // namespace tapscope::bjnp
