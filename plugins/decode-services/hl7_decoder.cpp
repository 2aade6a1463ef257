#include "services_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::hl7 {
namespace {

enum Field : std::uint16_t { Start, Segment, End };
constexpr std::array fields = {
    FieldInfo{.name = "hl7.start_of_block", .title = "Start of Block", .base = Base::Hex},
    FieldInfo{.name = "hl7.segment", .title = "Segment", .type = FieldType::Text},
    FieldInfo{.name = "hl7.end_of_block", .title = "End of Block", .base = Base::Hex},
};
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {
    .abbreviation = "hl7", .title = "Health Level Seven", .column = "HL7", .fields = fields, .heuristics = heuristics};
constexpr std::byte start{0x0b}, end{0x1c}, carriageReturn{'\r'};

std::string_view textOf(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool beginsMessage(Bytes bytes) noexcept {
    const std::string_view text = textOf(bytes);
    return !bytes.empty() && bytes.front() == start &&
           (text.substr(1).starts_with("MSH") || text.substr(1).starts_with("FHS") ||
            text.substr(1).starts_with("BHS"));
}

/// The ninth field of the header, such as "ADT^A01".
std::string_view typeOf(std::string_view head) noexcept {
    constexpr std::size_t nameSize = 3, typeField = 7;
    if (head.size() <= nameSize)
        return {};
    const char separator = head[nameSize];
    head.remove_prefix(nameSize + 1);
    for (std::size_t i = 0; i < typeField; ++i) {
        const std::size_t next = head.find(separator);
        if (next == std::string_view::npos)
            return {};
        head.remove_prefix(next + 1);
    }
    return head.substr(0, head.find(separator));
}

} // namespace

const ProtocolInfo& Hl7Decoder::protocol() const noexcept {
    return info;
}

bool Hl7Decoder::recognises(Bytes bytes, const Dissection&) const {
    return beginsMessage(bytes);
}

StreamMessage Hl7Decoder::messageIn(Bytes bytes, Dissection&) const {
    if (!beginsMessage(bytes))
        return bytes.size() < 4 && bytes.front() == start ? StreamMessage::later() : StreamMessage{};
    const auto found = std::ranges::find(bytes, end);
    const auto length = static_cast<std::size_t>(found - bytes.begin()) + 2;
    return length > bytes.size() ? StreamMessage::later() : StreamMessage::of(length);
}

void Hl7Decoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd() && beginsMessage(bytes.rest())) {
        d.u8(bytes, Start);
        bool isHead = true;
        while (!bytes.atEnd() && bytes.peek() != std::to_integer<std::uint8_t>(end)) {
            const Bytes rest = bytes.rest();
            const auto isEnd = [](std::byte each) { return each == carriageReturn || each == end; };
            const auto length = static_cast<std::size_t>(std::ranges::find_if(rest, isEnd) - rest.begin());
            const std::string_view segment = length == 0 ? std::string_view{} : d.text(bytes, Segment, length);
            if (isHead)
                d.infoItem("{}", typeOf(segment));
            isHead = false;
            if (bytes.peek() == std::to_integer<std::uint8_t>(carriageReturn))
                bytes.skip(1);
        }
        if (bytes.atEnd()) {
            bytes.setOverrun();
            return;
        }
        d.u8(bytes, End);
        if (bytes.peek() == std::to_integer<std::uint8_t>(carriageReturn))
            bytes.skip(1);
    }
    if (!bytes.atEnd())
        d.nextAsData(bytes);
}

} // namespace tapscope::hl7
