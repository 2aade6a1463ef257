#include "middleware_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tapscope::thrift {
namespace {

constexpr std::array protocols = {ValueName{0x80, "Strict Binary Protocol"}, ValueName{0x82, "Compact Protocol"}};
enum Protocol : std::uint8_t { Binary = 0x80, Compact = 0x82 };
constexpr std::array types = {ValueName{1, "CALL"}, ValueName{2, "REPLY"}, ValueName{3, "EXCEPTION"},
                              ValueName{4, "ONEWAY"}};
enum Field : std::uint16_t { FrameLength, ProtocolId, Version, Type, CompactType, NameLength, Method, Sequence, Data };
constexpr std::array fields = {
    FieldInfo{.name = "thrift.frame_len", .title = "Frame length"},
    FieldInfo{.name = "thrift.protocol_id", .title = "Protocol id", .base = Base::Hex, .values = protocols},
    FieldInfo{.name = "thrift.version", .title = "Version", .mask = 0x1f},
    FieldInfo{.name = "thrift.mtype",
              .title = "Message type",
              .base = Base::Hex,
              .hexDigits = 2,
              .values = types,
              .mask = 0x07},
    FieldInfo{.name = "thrift.mtype",
              .title = "Message type",
              .base = Base::Hex,
              .hexDigits = 2,
              .values = types,
              .mask = 0xe0},
    FieldInfo{.name = "thrift.str_len", .title = "Length"},
    FieldInfo{.name = "thrift.method", .title = "Method", .type = FieldType::Text},
    FieldInfo{.name = "thrift.seq_id", .title = "Sequence Id"},
    FieldInfo{.name = "thrift.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 2> heuristics = {"tcp.port", "udp.port"};
const ProtocolInfo info = {.abbreviation = "thrift",
                           .title = "Thrift Protocol",
                           .column = "THRIFT",
                           .fields = fields,
                           .heuristics = heuristics};
constexpr std::size_t longestName = 256, lengthSize = 4;
constexpr std::uint32_t longestFrame = 1U << 24;

/// A number with seven bits per octet, lowest first; at most five octets.
std::uint32_t variableNumber(ByteReader& bytes) noexcept {
    constexpr unsigned most = 5;
    std::uint32_t number = 0;
    for (unsigned i = 0; i < most; ++i) {
        const std::uint8_t octet = bytes.u8();
        number |= (octet & 0x7fU) << (7 * i);
        if ((octet & 0x80U) == 0)
            break;
    }
    return number;
}

void addVariable(ByteReader& bytes, Dissection& d, Field field) {
    const std::size_t start = bytes.offset();
    const std::uint32_t number = variableNumber(bytes);
    if (!bytes.overrun())
        d.add(field, {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(bytes.offset() - start)}, number);
}

bool isMethod(Bytes name) noexcept {
    return !name.empty() && name.size() <= longestName && std::ranges::all_of(name, [](std::byte each) {
        const auto c = std::to_integer<unsigned char>(each);
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' ||
               c == ':';
    });
}

/// Whether a message whose header gives a version begins here.
bool beginsMessage(ByteReader bytes) noexcept {
    constexpr std::uint8_t version1 = 1;
    const std::uint8_t protocol = bytes.u8(), second = bytes.u8();
    std::uint8_t type = 0;
    std::size_t length = 0;
    if (protocol == Binary && second == version1 && bytes.u8() == 0) {
        type = bytes.u8();
        length = bytes.u32();
    } else if (protocol == Compact && (second & 0x1fU) == version1) {
        type = second >> 5;
        variableNumber(bytes);
        length = variableNumber(bytes);
    }
    return !nameOf(types, type).empty() && length <= longestName && isMethod(bytes.take(length));
}

struct Head {
    bool isFramed = false;
    std::uint32_t frameLength = 0;
};
std::optional<Head> headOf(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    if (beginsMessage(reader))
        return Head{};
    const std::uint32_t length = reader.u32();
    if (length != 0 && length <= longestFrame && beginsMessage(reader))
        return Head{true, length};
    return std::nullopt;
}

void decodeMessage(ByteReader& bytes, Dissection& d) {
    const std::uint8_t protocol = d.u8(bytes, ProtocolId);
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t second = bytes.u8();
    d.add(Version, range, second);
    std::uint8_t type = second >> 5;
    std::string_view method;
    if (protocol == Binary) {
        bytes.skip(1);
        type = d.u8(bytes, Type);
        method = countedText(bytes, d, NameLength, Method, lengthSize);
        d.u32(bytes, Sequence);
    } else {
        d.add(CompactType, range, second);
        addVariable(bytes, d, Sequence);
        ByteReader ahead = bytes;
        const std::uint32_t length = variableNumber(ahead);
        addVariable(bytes, d, NameLength);
        method = d.text(bytes, Method, length);
    }
    d.infoItem("{} {}", nameOf(types, type, "unknown"), method);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace

const ProtocolInfo& ThriftDecoder::protocol() const noexcept {
    return info;
}

bool ThriftDecoder::recognises(Bytes bytes, const Dissection&) const {
    return headOf(bytes).has_value();
}

StreamMessage ThriftDecoder::messageIn(Bytes bytes, Dissection&) const {
    const auto head = headOf(bytes);
    return head && head->isFramed ? StreamMessage::of(std::uint64_t{head->frameLength} + lengthSize) : StreamMessage{};
}

void ThriftDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        const auto head = headOf(bytes.rest());
        if (!head) {
            d.nextAsData(bytes);
            return;
        }
        std::size_t size = bytes.remaining();
        if (head->isFramed)
            size = d.u32(bytes, FrameLength);
        ByteReader message = bytes.part(size);
        const bool isWhole = message.remaining() == size;
        decodeMessage(message, d);
        if (!isWhole || message.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::thrift
