#include "http_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::websocket {
namespace {

constexpr std::array opcodes = {ValueName{0, "Continuation"},     ValueName{1, "Text"}, ValueName{2, "Binary"},
                                ValueName{8, "Connection Close"}, ValueName{9, "Ping"}, ValueName{10, "Pong"}};

enum Field : std::uint16_t {
    Fin,
    Reserved,
    Opcode,
    Mask,
    Length,
    LongLength,
    HugeLength,
    MaskingKey,
    MaskedPayload,
    Payload
};
constexpr std::array fields = {
    FieldInfo{.name = "websocket.fin", .title = "Fin", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "websocket.rsv", .title = "Reserved", .base = Base::Hex, .mask = 0x70},
    FieldInfo{.name = "websocket.opcode", .title = "Opcode", .values = opcodes, .mask = 0x0f},
    FieldInfo{.name = "websocket.mask", .title = "Mask", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "websocket.payload_length", .title = "Payload length", .mask = 0x7f},
    FieldInfo{.name = "websocket.payload_length_ext_16", .title = "Extended Payload length (16 bits)"},
    FieldInfo{.name = "websocket.payload_length_ext_64", .title = "Extended Payload length (64 bits)"},
    FieldInfo{.name = "websocket.masking_key", .title = "Masking-Key", .type = FieldType::ByteString},
    FieldInfo{.name = "websocket.masked_payload", .title = "Masked payload", .type = FieldType::ByteString},
    FieldInfo{.name = "websocket.payload", .title = "Payload", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"http.body", http::WebSocketBody}};
const ProtocolInfo info = {
    .abbreviation = "websocket", .title = "WebSocket", .column = "WebSocket", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& WebSocketDecoder::protocol() const noexcept {
    return info;
}

void WebSocketDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint64_t isLong = 126, isHuge = 127;
    while (!bytes.atEnd()) {
        const ByteRange first{static_cast<std::uint32_t>(bytes.offset()), 1};
        const std::uint8_t head = bytes.u8();
        d.addBits({Fin, Reserved, Opcode}, first, head);
        const ByteRange second{static_cast<std::uint32_t>(bytes.offset()), 1};
        const std::uint8_t maskAndLength = bytes.u8();
        d.addBits({Mask, Length}, second, maskAndLength);
        std::uint64_t length = maskAndLength & 0x7f;
        if (length == isLong)
            length = d.u16(bytes, LongLength);
        else if (length == isHuge)
            length = d.u64(bytes, HugeLength);
        const bool isMasked = (maskAndLength & 0x80) != 0;
        if (isMasked)
            d.data(bytes, MaskingKey, 4);
        if (bytes.overrun())
            return;
        d.infoAppend("{}WebSocket {}{} {}", d.infoColumn().empty() ? "" : " ", nameOf(opcodes, head & 0x0f, "Unknown"),
                     (head & 0x80) != 0 ? " [FIN]" : "", isMasked ? "[MASKED]" : "");
        if (length > bytes.remaining()) {
            bytes.setOverrun(); // the rest is in the next segment
            return;
        }
        if (length > 0)
            d.data(bytes, isMasked ? MaskedPayload : Payload, static_cast<std::size_t>(length));
    }
}

} // namespace tapscope::websocket
