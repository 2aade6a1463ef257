#include "services_decoders.h"

#include <decode/message_fields.h>

#include <array>
#include <charconv>
#include <optional>

namespace tapscope::git {
namespace {

enum Field : std::uint16_t { Length, Data, Pack };
constexpr std::array fields = {
    FieldInfo{.name = "git.length", .title = "Packet length", .base = Base::Hex, .hexDigits = 4},
    FieldInfo{.name = "git.data", .title = "Packet data", .type = FieldType::ByteString},
    FieldInfo{.name = "git.pack", .title = "Pack", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 9418}};
const ProtocolInfo info = {
    .abbreviation = "git", .title = "Git Smart Protocol", .column = "Git", .fields = fields, .hooks = hooks};
constexpr std::size_t lengthDigits = 4;

/// Four hexadecimal digits; 0 to 2 are marks between packets and have no content.
std::optional<std::size_t> lengthAt(Bytes bytes) noexcept {
    if (bytes.size() < lengthDigits)
        return std::nullopt;
    const auto* const text = reinterpret_cast<const char*>(bytes.data());
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(text, text + lengthDigits, length, 16);
    if (error != std::errc{} || end != text + lengthDigits || length == 3)
        return std::nullopt;
    return length;
}

} // namespace

const ProtocolInfo& GitDecoder::protocol() const noexcept {
    return info;
}

/// A segment that lies within a packet, as most segments with a pack do, is left to TCP.
bool GitDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < lengthDigits || lengthAt(bytes).has_value();
}

StreamMessage GitDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < lengthDigits)
        return StreamMessage::later();
    const auto length = lengthAt(bytes);
    return length ? StreamMessage::of(std::max(*length, lengthDigits)) : StreamMessage{};
}

void GitDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("Git Smart Protocol");
    while (!bytes.atEnd()) {
        const auto length = lengthAt(bytes.rest());
        if (!length) {
            d.data(bytes, Pack, bytes.remaining());
            return;
        }
        d.add(Length, rangeAhead(bytes, lengthDigits), *length);
        bytes.skip(lengthDigits);
        if (*length > lengthDigits)
            d.data(bytes, Data, *length - lengthDigits);
    }
}

} // namespace tapscope::git
