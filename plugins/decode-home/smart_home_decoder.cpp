#include "home_decoders.h"

#include <base/printable_text.h>
#include <decode/message_fields.h>

#include <array>

namespace tapscope::smart_home {
namespace {

enum Field : std::uint16_t { Length, Message };
constexpr std::array fields = {
    FieldInfo{.name = "tplink_smarthome.len", .title = "Len"},
    FieldInfo{.name = "tplink_smarthome.msg", .title = "Msg", .type = FieldType::Text},
};
constexpr std::uint32_t port = 9999;
constexpr std::array hooks = {Hook{"tcp.port", port}, Hook{"udp.port", port}};
const ProtocolInfo info = {.abbreviation = "tplink-smarthome",
                           .title = "TP-Link Smart Home Protocol",
                           .column = "TPLINK-SMARTHOME/JSON",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::uint8_t firstKey = 171;
constexpr std::size_t lengthSize = 4;
constexpr std::uint32_t longestMessage = 1U << 16;

/// Each octet is combined (XOR) with the encrypted octet before it.
std::string_view deciphered(Bytes bytes, Dissection& d) {
    const std::span<std::byte> plain = d.derive(bytes.size());
    std::byte key{firstKey};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        plain[i] = bytes[i] ^ key;
        key = bytes[i];
    }
    return {reinterpret_cast<const char*>(plain.data()), plain.size()};
}

/// JSON begins with a brace.
bool beginsJson(const ByteReader& bytes) noexcept {
    return bytes.peek() == ('{' ^ firstKey);
}

} // namespace

const ProtocolInfo& SmartHomeDecoder::protocol() const noexcept {
    return info;
}

bool SmartHomeDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    if (beginsJson(reader))
        return true;
    const std::uint32_t length = reader.u32();
    return bytes.size() < lengthSize || (length <= longestMessage && (reader.atEnd() || beginsJson(reader)));
}

StreamMessage SmartHomeDecoder::messageIn(Bytes bytes, Dissection&) const {
    return accepts(bytes, Claim::ByKey) && !beginsJson(ByteReader(bytes))
               ? StreamMessage::counted(bytes, 0, lengthSize, lengthSize)
               : StreamMessage{};
}

void SmartHomeDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t shown = 512;
    const bool isStream = d.carrier().isStream;
    if (isStream)
        d.u32(bytes, Length);
    const ByteRange range = rangeAhead(bytes, bytes.remaining());
    const std::string_view text = deciphered(bytes.take(bytes.remaining()), d);
    d.info("{} {}: {}", isStream ? "TCP" : "UDP", d.carrier().destinationPort == port ? "Cmd" : "Rsp",
           PrintableText<4 * shown>(text.substr(0, shown)).view());
    if (range.length != 0)
        d.addText(Message, range, text);
}

} // namespace tapscope::smart_home
