#include "chat_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::wow {
namespace {

constexpr std::array commands = {ValueName{0x00, "Authentication Logon Challenge"},
                                 ValueName{0x01, "Authentication Logon Proof"},
                                 ValueName{0x02, "Authentication Reconnect Challenge"},
                                 ValueName{0x03, "Authentication Reconnect Proof"},
                                 ValueName{0x10, "Realm List"},
                                 ValueName{0x30, "Transfer Initiate"},
                                 ValueName{0x31, "Transfer Data"},
                                 ValueName{0x32, "Transfer Accept"},
                                 ValueName{0x33, "Transfer Resume"},
                                 ValueName{0x34, "Transfer Cancel"}};
enum Field : std::uint16_t { Command, Data };
constexpr std::array fields = {
    FieldInfo{.name = "wow.cmd", .title = "Command", .base = Base::Hex, .values = commands},
    FieldInfo{.name = "wow.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 3724}};
const ProtocolInfo info = {
    .abbreviation = "wow", .title = "World of Warcraft", .column = "WOW", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& WowDecoder::protocol() const noexcept {
    return info;
}

/// No other common protocol uses this port, but some installations use it for HTTP and TLS.
bool WowDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::uint8_t handshake = 0x16, applicationData = 0x17;
    const std::uint8_t first = ByteReader(bytes).peek();
    return (first != handshake && first != applicationData) || ByteReader(bytes).peek(1) != 3;
}

void WowDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("{}", nameOf(commands, d.u8(bytes, Command), "Unrecognized packet type"));
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope::wow
