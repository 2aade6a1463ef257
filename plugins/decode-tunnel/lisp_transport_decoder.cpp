#include "tunnel_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::lisp_transport {
namespace {

constexpr std::array types = {ValueName{16, "Error Notification"},      ValueName{17, "Registration"},
                              ValueName{18, "Registration ACK"},        ValueName{19, "Registration NACK"},
                              ValueName{20, "Registration Refresh"},    ValueName{21, "Mapping Notification"},
                              ValueName{22, "Mapping Notification ACK"}};
enum Field : std::uint16_t { Type, Length, Id, Data, EndMarker };
constexpr std::array fields = {
    FieldInfo{.name = "lisp-tcp.message.type", .title = "Type", .values = types},
    FieldInfo{.name = "lisp-tcp.message.length", .title = "Length"},
    FieldInfo{.name = "lisp-tcp.message.id", .title = "Message ID"},
    FieldInfo{.name = "lisp-tcp.message.data", .title = "Message Data", .type = FieldType::ByteString},
    FieldInfo{.name = "lisp-tcp.message.end_marker", .title = "Message End Marker", .base = Base::Hex},
};
constexpr std::array hooks = {Hook{"tcp.port", 4342}};
const ProtocolInfo info = {.abbreviation = "lisp-tcp",
                           .title = "Locator/ID Separation Protocol (Reliable Transport)",
                           .column = "LISP",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::size_t headSize = 8, markerSize = 4, shortest = headSize + markerSize;

bool beginsMessage(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    const std::uint16_t type = reader.u16();
    return !nameOf(types, type).empty() && reader.u16() >= shortest;
}

} // namespace

const ProtocolInfo& LispTransportDecoder::protocol() const noexcept {
    return info;
}

bool LispTransportDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < 4 || beginsMessage(bytes);
}

StreamMessage LispTransportDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < 4)
        return StreamMessage::later();
    return beginsMessage(bytes) ? StreamMessage::counted(bytes, 2, 2, 0) : StreamMessage{};
}

void LispTransportDecoder::decode(ByteReader& bytes, Dissection& d) const {
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        if (bytes.has(4) && !beginsMessage(bytes.rest())) {
            d.nextAsData(bytes);
            return;
        }
        const std::uint16_t type = d.u16(bytes, Type);
        const std::size_t length = d.u16(bytes, Length);
        const std::uint32_t id = d.u32(bytes, Id);
        if (bytes.overrun())
            return;
        if (isFirst)
            d.info("");
        d.infoAppend("{}Msg: {}, {}", isFirst ? "" : "; ", id, nameOf(types, type));
        if (const std::size_t size = length - shortest; size != 0)
            d.data(bytes, Data, size);
        d.u32(bytes, EndMarker);
    }
}

} // namespace tapscope::lisp_transport
