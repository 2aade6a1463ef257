#include "amqp_fields.h"
#include "messaging_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::amqp {
namespace {

using namespace amqp;

constexpr std::array hooks = {Hook{"tcp.port", 5672}};
const ProtocolInfo info = {.abbreviation = "amqp",
                           .title = "Advanced Message Queuing Protocol",
                           .column = "AMQP",
                           .fields = fieldTable(),
                           .hooks = hooks,
                           .learns = true};
constexpr std::uint32_t magic = 0x414d5150; // "AMQP"
constexpr std::size_t headerSize = 8;

struct AmqpState final : ConversationState {
    std::array<Content, 2> content; ///< by way
};

bool isProtocolHeader(const ByteReader& bytes) {
    ByteReader ahead = bytes;
    return ahead.u32() == magic;
}

/// A frame of 1.0 begins with its length, whose highest octet is 0; this is not a frame type of 0-9-1. The fifth octet
/// gives the size of the header in words.
bool isFrame10(const ByteReader& bytes) {
    return bytes.peek() == 0 && bytes.peek(4) >= 2 && bytes.peek(5) <= 1;
}

void decodeProtocolHeader(ByteReader& bytes, Dissection& d) {
    d.text(bytes, InitProtocol, 4);
    d.u8(bytes, InitId);
    const std::uint8_t major = d.u8(bytes, InitMajor);
    const std::uint8_t minor = d.u8(bytes, InitMinor);
    d.infoAppend("Protocol-Header {}-{}-{} ", major, minor, d.u8(bytes, InitRevision));
}

} // namespace

const ProtocolInfo& AmqpDecoder::protocol() const noexcept {
    return info;
}

StreamMessage AmqpDecoder::messageIn(Bytes bytes, Dissection&) const {
    const ByteReader reader(bytes);
    if (!reader.has(headerSize))
        return StreamMessage::later();
    if (isProtocolHeader(reader))
        return StreamMessage::of(headerSize);
    return isFrame10(reader) ? StreamMessage::counted(bytes, 0, 4, 0) : StreamMessage::counted(bytes, 3, 4, headerSize);
}

void AmqpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    Content content = d.isLearning() ? d.conversation<AmqpState>().content[static_cast<std::size_t>(d.way())]
                                     : d.recall<Content>().value_or(Content{});
    if (d.isLearning() && content.isJson)
        d.remember(content);
    while (!bytes.atEnd()) {
        if (isProtocolHeader(bytes))
            decodeProtocolHeader(bytes, d);
        else if (isFrame10(bytes))
            decodeFrame10(bytes, d);
        else
            decodeClassicFrame(bytes, d, content);
    }
    if (d.isLearning())
        d.conversation<AmqpState>().content[static_cast<std::size_t>(d.way())] = content;
}

} // namespace tapscope::amqp
