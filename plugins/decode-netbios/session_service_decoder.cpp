#include "netbios_decoders.h"
#include "netbios_name.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::session_service {
namespace {

using netbios::Name;

constexpr std::array types = {ValueName{0, "Session message"},
                              ValueName{129, "Session request"},
                              ValueName{130, "Positive session response"},
                              ValueName{131, "Negative session response"},
                              ValueName{132, "Retarget session response"},
                              ValueName{133, "Session keep-alive"}};
enum MessageType : std::uint8_t { Message = 0, Request = 0x81, Positive, Negative, Retarget, KeepAlive };
enum Field : std::uint16_t {
    Type,
    Flags,
    Extend,
    Length,
    CalledName,
    CallingName,
    ErrorCode,
    RetargetAddress,
    RetargetPort,
    Continuation,
};
constexpr std::array fields = {
    FieldInfo{.name = "nbss.type", .title = "Message Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "nbss.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "nbss.flags.e", .title = "Extend", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "nbss.length", .title = "Length"},
    FieldInfo{.name = "nbss.called_name", .title = "Called name", .type = FieldType::Text},
    FieldInfo{.name = "nbss.calling_name", .title = "Calling name", .type = FieldType::Text},
    FieldInfo{.name = "nbss.error_code", .title = "Error code", .base = Base::Hex},
    FieldInfo{.name = "nbss.retarget_ip_address", .title = "Retarget IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "nbss.retarget_port", .title = "Retarget port"},
    FieldInfo{.name = "nbss.continuation_data", .title = "Continuation data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Payload };
constexpr std::array<std::string_view, 1> tables = {"netbios"};
constexpr std::uint32_t directPort = 445; // SMB without NetBIOS: the length has 24 bits
constexpr std::array hooks = {Hook{"tcp.port", 139}, Hook{"tcp.port", directPort}};
const ProtocolInfo info = {.abbreviation = "nbss",
                           .title = "NetBIOS Session Service",
                           .column = "NBSS",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::size_t headerSize = 4;

Name addName(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const Name name = Name::encoded(bytes, bytes.all());
    if (bytes.overrun())
        return name;
    d.addText(field, {start, static_cast<std::uint32_t>(bytes.offset()) - start}, name.text());
    if (!name.service().empty())
        d.label("{}: {} ({})", fields[field].title, name.text(), name.service());
    return name;
}

void decodeContent(std::uint8_t type, ByteReader& content, Dissection& d) {
    switch (type) {
    case Message:
        d.next(Payload, 0, content);
        break;
    case Request: {
        const Name called = addName(content, d, CalledName);
        const Name calling = addName(content, d, CallingName);
        d.infoAppend(", to {} from {}", called.text(), calling.text());
        break;
    }
    case Negative:
        d.u8(content, ErrorCode);
        break;
    case Retarget:
        d.ipv4(content, RetargetAddress);
        d.u16(content, RetargetPort);
        break;
    default:
        break;
    }
}

/// Without the beginning of the stream, a segment may start in the middle of a message.
bool beginsMessage(const ByteReader& bytes) {
    const std::uint8_t type = bytes.peek();
    if (!bytes.has(headerSize))
        return false;
    if (type == Message) // whose content begins with "\xffSMB" or "\xfeSMB"
        return !bytes.has(2 * headerSize) || (bytes.peek(5) == 'S' && bytes.peek(6) == 'M' && bytes.peek(7) == 'B');
    return type >= Request && type <= KeepAlive && bytes.peek(1) <= 1;
}

} // namespace

const ProtocolInfo& SessionServiceDecoder::protocol() const noexcept {
    return info;
}

StreamMessage SessionServiceDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    if (bytes.size() >= headerSize && !beginsMessage(ByteReader(bytes)))
        return {};
    const bool isDirect = d.carrier().sourcePort == directPort || d.carrier().destinationPort == directPort;
    StreamMessage message = StreamMessage::counted(bytes, 1, 3, 0);
    if (message.end == StreamMessage::End::Known)
        message.length = 4 + (isDirect ? message.length : message.length & 0x1ffffU);
    return message;
}

void SessionServiceDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isDirect = std::min(d.carrier().sourcePort, d.carrier().destinationPort) == directPort ||
                          std::max(d.carrier().sourcePort, d.carrier().destinationPort) == directPort;
    while (!bytes.atEnd() && !bytes.overrun()) {
        if (!beginsMessage(bytes)) {
            d.info("NBSS Continuation Message");
            d.data(bytes, Continuation, bytes.remaining());
            return;
        }
        const std::uint8_t type = d.u8(bytes, Type);
        d.info("{}", nameOf(types, type));
        const ByteRange lengthRange{static_cast<std::uint32_t>(bytes.offset()), 3};
        const std::uint32_t number = bytes.u24();
        if (!isDirect) {
            d.add(Flags, {lengthRange.offset, 1}, number >> 16);
            d.add(Extend, {lengthRange.offset, 1}, number >> 16);
        }
        const std::size_t length = isDirect ? number : number & 0x1ffffU;
        d.add(Length, lengthRange, length);
        ByteReader content = bytes.part(length);
        decodeContent(type, content, d);
        if (content.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::session_service
