#include "mysql_fields.h"

#include <base/printable_text.h>
#include <decode/message_fields.h>

#include <algorithm>

namespace tapscope::mysql {
namespace {

/// The two halves of the capabilities are not adjacent in a greeting.
std::uint32_t addCapabilities(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const ByteRange range = rangeAhead(bytes, 2);
    const auto bits = static_cast<std::uint32_t>(d.uintLe(bytes, field, 2));
    if (bytes.overrun())
        return 0;
    const auto nest = d.nest();
    if (field == ServerCapabilities || field == ClientCapabilities)
        d.addBits({LongPassword, FoundRows, LongFlags, WithDatabase, NoSchema, Compression, Odbc, LocalFiles,
                   IgnoreSpaces, NewProtocol, Interactive, Ssl, IgnoreSigpipe, Transactions, OldProtocol41,
                   SecureConnection},
                  range, bits);
    else
        d.addBits({MultipleStatements, MultipleResults, PreparedMultipleResults, PluginAuthentication,
                   ConnectAttributes, ExpiredPasswords, SessionTracking, DeprecateEof},
                  range, bits);
    return bits;
}

void addAttributes(ByteReader& bytes, Dissection& d) {
    ByteReader attributes = bytes.part(addCounted(bytes, d, AttributesLength));
    const auto nest = d.nest();
    while (!attributes.atEnd()) {
        d.text(attributes, AttributeName, addCounted(attributes, d, AttributeNameLength));
        d.text(attributes, AttributeValue, addCounted(attributes, d, AttributeValueLength));
    }
    if (attributes.overrun())
        bytes.setOverrun();
}

} // namespace

void decodeGreeting(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t saltSize = 8, shortestRest = 13;
    const std::uint8_t protocol = d.u8(bytes, ProtocolVersion);
    const std::string_view version = textToZero(bytes, d, Version);
    d.infoAppend("Server Greeting  proto={} version={}", protocol, PrintableText<64>(version).view());
    d.uintLe(bytes, ThreadId, 4);
    textToZero(bytes, d, Salt);
    if (bytes.atEnd())
        return;
    addCapabilities(bytes, d, ServerCapabilities);
    if (bytes.atEnd())
        return;
    d.u8(bytes, ServerLanguage);
    addServerStatus(bytes, d);
    const std::uint32_t extended = addCapabilities(bytes, d, ServerExtended) << 16;
    const std::uint8_t saltLength = d.u8(bytes, AuthPluginLength);
    d.data(bytes, Unused, 10);
    if (bytes.atEnd())
        return;
    const std::size_t rest =
        std::max<std::size_t>(shortestRest, saltLength - std::min<std::size_t>(saltLength, saltSize));
    d.text(bytes, Salt2, std::min(rest, bytes.remaining()));
    if ((extended & HasPluginName) != 0 && !bytes.atEnd())
        textToZero(bytes, d, AuthPlugin);
}

std::uint32_t decodeLogin(ByteReader& bytes, Dissection& d) {
    d.infoAppend("Login Request");
    const std::uint32_t low = addCapabilities(bytes, d, ClientCapabilities);
    const std::uint32_t capabilities = low | addCapabilities(bytes, d, ClientExtended) << 16;
    d.uintLe(bytes, MaximumPacket, 4);
    d.u8(bytes, Charset);
    d.data(bytes, Unused, 23);
    if ((capabilities & SwitchesToTls) != 0 && bytes.atEnd())
        return capabilities;
    const std::string_view user = textToZero(bytes, d, User);
    d.infoAppend(" user={}", PrintableText<64>(user).view());
    if ((capabilities & HasSecurePassword) != 0)
        d.data(bytes, Password, bytes.u8());
    else
        textToZero(bytes, d, Password);
    if ((capabilities & HasDatabase) != 0 && !bytes.atEnd())
        d.infoAppend(" db={}", PrintableText<64>(textToZero(bytes, d, Schema)).view());
    if ((capabilities & HasPluginName) != 0 && !bytes.atEnd())
        textToZero(bytes, d, ClientAuthPlugin);
    if ((capabilities & HasAttributes) != 0 && !bytes.atEnd())
        addAttributes(bytes, d);
    return capabilities;
}

} // namespace tapscope::mysql
