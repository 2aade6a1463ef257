#include "ppp_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::ppp_authentication {
namespace {

namespace pap {
enum Code : std::uint8_t { Request = 1, Ack, Nak };
constexpr std::array codes = {ValueName{Request, "Authenticate-Request"}, ValueName{Ack, "Authenticate-Ack"},
                              ValueName{Nak, "Authenticate-Nak"}};
enum Field : std::uint16_t {
    CodeField,
    Identifier,
    Length,
    PeerLength,
    Peer,
    PasswordLength,
    Password,
    MessageLength,
    Message
};
constexpr std::array fields = {
    FieldInfo{.name = "pap.code", .title = "Code", .values = codes},
    FieldInfo{.name = "pap.identifier", .title = "Identifier"},
    FieldInfo{.name = "pap.length", .title = "Length"},
    FieldInfo{.name = "pap.peer_id.length", .title = "Peer-ID-Length"},
    FieldInfo{.name = "pap.peer_id", .title = "Peer-ID", .type = FieldType::Text},
    FieldInfo{.name = "pap.password.length", .title = "Password-Length"},
    FieldInfo{.name = "pap.password", .title = "Password", .type = FieldType::Text},
    FieldInfo{.name = "pap.message.length", .title = "Message-Length"},
    FieldInfo{.name = "pap.message", .title = "Message", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"ppp.protocol", 0xc023}};
const ProtocolInfo info = {.abbreviation = "pap",
                           .title = "PPP Password Authentication Protocol",
                           .column = "PPP PAP",
                           .fields = fields,
                           .hooks = hooks};
} // namespace pap

namespace chap {
enum Code : std::uint8_t { Challenge = 1, Response, Success, Failure };
constexpr std::array codes = {ValueName{Challenge, "Challenge"}, ValueName{Response, "Response"},
                              ValueName{Success, "Success"}, ValueName{Failure, "Failure"}};
enum Field : std::uint16_t { CodeField, Identifier, Length, ValueSize, Value, Name, Message };
constexpr std::array fields = {
    FieldInfo{.name = "chap.code", .title = "Code", .values = codes},
    FieldInfo{.name = "chap.identifier", .title = "Identifier"},
    FieldInfo{.name = "chap.length", .title = "Length"},
    FieldInfo{.name = "chap.value_size", .title = "Value Size"},
    FieldInfo{.name = "chap.value", .title = "Value", .type = FieldType::ByteString},
    FieldInfo{.name = "chap.name", .title = "Name", .type = FieldType::Text},
    FieldInfo{.name = "chap.message", .title = "Message", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"ppp.protocol", 0xc223}};
const ProtocolInfo info = {.abbreviation = "chap",
                           .title = "PPP Challenge Handshake Authentication Protocol",
                           .column = "PPP CHAP",
                           .fields = fields,
                           .hooks = hooks};
} // namespace chap

constexpr std::size_t header = 4;

} // namespace

const ProtocolInfo& PapDecoder::protocol() const noexcept {
    return pap::info;
}

void PapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace pap;
    const std::uint8_t code = d.u8(bytes, CodeField);
    d.u8(bytes, Identifier);
    const std::uint16_t length = d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(codes, code, "Unknown"));
    ByteReader body = bytes.part(length < header ? 0U : length - header);
    if (code == Request) {
        const std::size_t peerLength = d.u8(body, PeerLength);
        const std::string_view peer = d.text(body, Peer, peerLength);
        const std::size_t passwordLength = d.u8(body, PasswordLength);
        const std::string_view password = d.text(body, Password, passwordLength);
        d.infoAppend(" (Peer-ID='{}', Password='{}')", peer, password);
    } else if (code == Ack || code == Nak) {
        const std::size_t messageLength = d.u8(body, MessageLength);
        d.infoAppend(" (Message='{}')", d.text(body, Message, messageLength));
    }
}

const ProtocolInfo& ChapDecoder::protocol() const noexcept {
    return chap::info;
}

void ChapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace chap;
    const std::uint8_t code = d.u8(bytes, CodeField);
    d.u8(bytes, Identifier);
    const std::uint16_t length = d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(codes, code, "Unknown"));
    ByteReader body = bytes.part(length < header ? 0U : length - header);
    if (code == Challenge || code == Response) {
        const std::size_t size = d.u8(body, ValueSize);
        const ByteReader value = body;
        d.data(body, Value, size);
        const std::string_view name = d.text(body, Name, body.remaining());
        d.infoAppend(" (NAME='{}', VALUE=0x", name);
        for (const std::byte octet : value.rest().first(std::min(size, value.remaining())))
            d.infoAppend("{:02x}", std::to_integer<unsigned>(octet));
        d.infoAppend("{}", ")");
    } else if (code == Success || code == Failure) {
        d.infoAppend(" (MESSAGE='{}')", d.text(body, Message, body.remaining()));
    }
}

} // namespace tapscope::ppp_authentication
