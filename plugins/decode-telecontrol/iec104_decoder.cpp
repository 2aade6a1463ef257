#include "telecontrol_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::iec104 {
namespace {

constexpr std::uint8_t numbered = 0, supervisory = 1, unnumbered = 3;
constexpr std::array types = {ValueName{numbered, "I"}, ValueName{supervisory, "S"}, ValueName{unnumbered, "U"}};
constexpr std::array unnumberedTypes = {ValueName{1, "STARTDT act"}, ValueName{2, "STARTDT con"},
                                        ValueName{4, "STOPDT act"},  ValueName{8, "STOPDT con"},
                                        ValueName{16, "TESTFR act"}, ValueName{32, "TESTFR con"}};
enum Field : std::uint16_t {
    Start,
    ControlLength,
    Type,
    UnnumberedType,
    SendNumber,
    ReceiveNumber,
};
constexpr std::array fields = {
    FieldInfo{.name = "iec60870_asdu.start", .title = "START", .base = Base::Hex},
    FieldInfo{.name = "iec60870_104.apdulen", .title = "ApduLen"},
    FieldInfo{.name = "iec60870_104.type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{
        .name = "iec60870_104.utype", .title = "UType", .base = Base::Hex, .values = unnumberedTypes, .mask = 0xfc},
    FieldInfo{.name = "iec60870_104.tx", .title = "Tx", .mask = 0xfffe},
    FieldInfo{.name = "iec60870_104.rx", .title = "Rx", .mask = 0xfffe0000},
};

enum Table : std::uint8_t { Messages };
constexpr std::array<std::string_view, 1> tables = {"iec60870_104.asdu"};
constexpr std::uint32_t port = 2404;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {.abbreviation = "iec60870_104",
                           .title = "IEC 60870-5-104",
                           .column = "IEC 60870-5-104",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::uint8_t startOctet = 0x68, shortest = 4, longest = 253;
constexpr std::size_t countedFrom = 2;

/// Bit 0 of the first octet is 0 for I; two bits distinguish S and U.
std::uint8_t typeOf(std::uint32_t control) noexcept {
    return (control & 1U) == 0 ? numbered : static_cast<std::uint8_t>(control & 3U);
}

} // namespace

const ProtocolInfo& Iec104Decoder::protocol() const noexcept {
    return info;
}

bool Iec104Decoder::accepts(Bytes bytes, Claim) const {
    const ByteReader reader(bytes);
    return reader.peek() == startOctet &&
           (bytes.size() < countedFrom || (reader.peek(1) >= shortest && reader.peek(1) <= longest));
}

StreamMessage Iec104Decoder::messageIn(Bytes bytes, Dissection&) const {
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 1, 1, countedFrom) : StreamMessage{};
}

void Iec104Decoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::string_view arrow = isToServer(d, port) ? "<-" : "->";
    d.info("");
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        if (!accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        d.u8(bytes, Start);
        const std::uint8_t length = d.u8(bytes, ControlLength);
        ByteReader message = bytes.part(length);
        const bool isWhole = message.remaining() == length;
        const ByteRange range = rangeAhead(message, 4);
        const std::uint32_t control = message.u32le();
        if (message.overrun()) {
            bytes.setOverrun();
            return;
        }
        const std::uint8_t type = typeOf(control);
        d.add(Type, range, type);
        d.infoAppend("{}{} {} ", isFirst ? "" : "| ", arrow, nameOf(types, type, "?"));
        const unsigned sent = control >> 1 & 0x7fffU, received = control >> 17;
        switch (type) {
        case numbered:
            d.add(SendNumber, range, control);
            d.add(ReceiveNumber, range, control);
            d.infoAppend("({},{}) ", sent, received);
            d.infoFence();
            d.next(Messages, 0, message);
            break;
        case supervisory:
            d.add(ReceiveNumber, range, control);
            d.infoAppend("({}) ", received);
            break;
        default:
            d.add(UnnumberedType, range, control);
            d.infoAppend("({}) ", nameOf(unnumberedTypes, control >> 2 & 0x3fU, "unknown"));
        }
        if (!isWhole)
            bytes.setOverrun();
    }
}

} // namespace tapscope::iec104
