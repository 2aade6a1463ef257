#include "database_decoders.h"
#include "postgres_fields.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::postgres {
namespace {

using namespace postgres;

constexpr std::uint32_t port = 5432;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {.abbreviation = "pgsql",
                           .title = "PostgreSQL",
                           .column = "PGSQL",
                           .fields = fieldTable(),
                           .hooks = hooks,
                           .learns = true};

/// The first word of messages without a type.
enum Start : std::uint32_t { Startup = 0x30000, Cancel = 80877102, Ssl = 80877103, Gssapi = 80877104 };

struct PostgresState final : ConversationState {
    bool isEncryptionAsked = false;
};

/// The answer to a request for encryption is a single octet (a message never is).
bool isEncryptionAnswer(const ByteReader& bytes) {
    return bytes.position() == 0 && bytes.remaining() == 1;
}

void decodeFormats(ByteReader& bytes, Dissection& d, std::size_t count) {
    for (; count > 0 && !bytes.overrun(); --count)
        d.u16(bytes, Format);
}

void decodeValues(ByteReader& bytes, Dissection& d) {
    for (std::size_t count = d.u16(bytes, FieldCount); count > 0 && !bytes.overrun(); --count) {
        const std::int64_t length = signedNumber(bytes, d, ValueLength, 4);
        if (length > 0)
            d.data(bytes, ValueData, static_cast<std::size_t>(length));
    }
}

void decodeParameters(ByteReader& bytes, Dissection& d) {
    while (!bytes.overrun() && bytes.remaining() > 1) {
        textToZero(bytes, d, ParameterName);
        textToZero(bytes, d, ParameterValue);
    }
}

void decodeStart(ByteReader& bytes, Dissection& d) {
    switch (const ByteRange range = rangeAhead(bytes, 4); bytes.u32()) {
    case Cancel:
        d.u32(bytes, Pid);
        d.u32(bytes, Key);
        break;
    case Ssl:
    case Gssapi:
        if (d.isLearning())
            d.conversation<PostgresState>().isEncryptionAsked = true;
        break;
    default:
        d.add(VersionMajor, {range.offset, 2}, Startup >> 16);
        d.add(VersionMinor, {range.offset + 2, 2}, 0);
        decodeParameters(bytes, d);
    }
}

void decodePortalOrStatement(ByteReader& bytes, Dissection& d) {
    textToZero(bytes, d, bytes.u8() == 'P' ? Portal : Statement);
}

void decodeFrontend(std::uint8_t type, ByteReader& bytes, Dissection& d) {
    switch (type) {
    case 0:
        decodeStart(bytes, d);
        break;
    case 'p':
        textToZero(bytes, d, Password);
        break;
    case 'Q':
        textToZero(bytes, d, Query);
        break;
    case 'P':
        textToZero(bytes, d, Statement);
        textToZero(bytes, d, Query);
        for (std::size_t count = d.u16(bytes, FieldCount); count > 0 && !bytes.overrun(); --count)
            d.u32(bytes, TypeOid);
        break;
    case 'B':
        textToZero(bytes, d, Portal);
        textToZero(bytes, d, Statement);
        decodeFormats(bytes, d, d.u16(bytes, FieldCount));
        decodeValues(bytes, d);
        decodeFormats(bytes, d, d.u16(bytes, FieldCount));
        break;
    case 'E':
        textToZero(bytes, d, Portal);
        d.u32(bytes, Returns);
        break;
    case 'D':
    case 'C':
        decodePortalOrStatement(bytes, d);
        break;
    case 'd':
        d.data(bytes, CopyData, bytes.remaining());
        break;
    case 'f':
        textToZero(bytes, d, CopyError);
        break;
    case 'F':
        d.u32(bytes, Oid);
        decodeFormats(bytes, d, d.u16(bytes, FieldCount));
        decodeValues(bytes, d);
        d.u16(bytes, Format);
        break;
    default:
        break;
    }
}

void decodeAuthentication(ByteReader& bytes, Dissection& d) {
    enum Kind : std::uint32_t { Crypt = 4, Md5 = 5, GssapiContinue = 8, Sasl = 10, SaslContinue = 11, SaslEnd = 12 };
    switch (d.u32(bytes, AuthenticationType)) {
    case Crypt:
        d.data(bytes, Salt, 2);
        break;
    case Md5:
        d.data(bytes, Salt, 4);
        break;
    case GssapiContinue:
        d.data(bytes, SecurityData, bytes.remaining());
        break;
    case Sasl:
        while (bytes.remaining() > 1 && !bytes.overrun())
            textToZero(bytes, d, SaslMechanism);
        break;
    case SaslContinue:
    case SaslEnd:
        d.data(bytes, SaslData, bytes.remaining());
        break;
    default:
        break;
    }
}

void decodeColumns(ByteReader& bytes, Dissection& d) {
    for (std::size_t count = d.u16(bytes, FieldCount); count > 0 && !bytes.overrun(); --count) {
        textToZero(bytes, d, ColumnName);
        const auto nest = d.nest();
        d.u32(bytes, TableOid);
        d.u16(bytes, ColumnIndex);
        d.u32(bytes, TypeOid);
        signedNumber(bytes, d, ValueLength, 2);
        signedNumber(bytes, d, TypeModifier, 4);
        d.u16(bytes, Format);
    }
}

void decodeReport(ByteReader& bytes, Dissection& d) {
    while (bytes.remaining() > 1 && !bytes.overrun()) {
        const std::size_t at = reportCodes.find(static_cast<char>(bytes.u8()));
        textToZero(bytes, d, at == std::string_view::npos ? Text : static_cast<Field>(FirstOfReport + at));
    }
}

void decodeBackend(std::uint8_t type, ByteReader& bytes, Dissection& d) {
    switch (type) {
    case 'R':
        decodeAuthentication(bytes, d);
        break;
    case 'K':
        d.u32(bytes, Pid);
        d.u32(bytes, Key);
        break;
    case 'S':
        textToZero(bytes, d, ParameterName);
        textToZero(bytes, d, ParameterValue);
        break;
    case 't':
        for (std::size_t count = d.u16(bytes, FieldCount); count > 0 && !bytes.overrun(); --count)
            d.u32(bytes, TypeOid);
        break;
    case 'T':
        decodeColumns(bytes, d);
        break;
    case 'D':
        decodeValues(bytes, d);
        break;
    case 'Z':
        d.u8(bytes, Status);
        break;
    case 'C':
        textToZero(bytes, d, Tag);
        break;
    case 'E':
    case 'N':
        decodeReport(bytes, d);
        break;
    case 'A':
        d.u32(bytes, Pid);
        textToZero(bytes, d, Condition);
        if (bytes.remaining() > 0)
            textToZero(bytes, d, Text);
        break;
    case 'G':
    case 'H':
    case 'W':
        d.uint(bytes, Format, 1);
        decodeFormats(bytes, d, d.u16(bytes, FieldCount));
        break;
    case 'd':
        d.data(bytes, CopyData, bytes.remaining());
        break;
    case 'v':
        d.u32(bytes, SupportedMinor);
        for (std::size_t count = d.u32(bytes, UnsupportedCount); count > 0 && !bytes.overrun(); --count)
            textToZero(bytes, d, UnsupportedOption);
        break;
    default:
        break;
    }
}

std::string_view startName(const ByteReader& bytes) {
    ByteReader start = bytes;
    const std::uint32_t length = start.u32();
    switch (start.u32()) {
    case Cancel:
        return length == 16 ? "Cancel request" : "Unknown";
    case Ssl:
        return "SSL request";
    case Gssapi:
        return "GSS encrypt request";
    case Startup:
        return "Startup message";
    default:
        return "Unknown";
    }
}

} // namespace

const ProtocolInfo& PostgresDecoder::protocol() const noexcept {
    return info;
}

StreamMessage PostgresDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (const auto* state = d.knownConversation<PostgresState>();
        state != nullptr && state->isEncryptionAsked && bytes.size() == 1)
        return {};
    const bool hasType = bytes[0] != std::byte{0};
    return StreamMessage::counted(bytes, hasType ? 1 : 0, 4, hasType ? 1 : 0);
}

void PostgresDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isFrontend = isToServer(d, port);
    d.info("{}", isFrontend ? '>' : '<');
    if (!isFrontend && isEncryptionAnswer(bytes)) {
        auto* const state = d.isLearning() ? d.knownConversation<PostgresState>() : nullptr;
        if (state != nullptr && state->isEncryptionAsked) {
            if (bytes.peek() == 'S')
                d.assignConversation("tls");
            state->isEncryptionAsked = false;
        }
        d.addText(Type, rangeAhead(bytes, 1), bytes.peek() == 'S' ? "Encryption follows" : "No encryption");
        bytes.skip(1);
        return;
    }
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        const std::uint8_t type = bytes.peek();
        const std::size_t typeSize = type != 0 ? 1 : 0;
        d.addText(Type, rangeAhead(bytes, typeSize), typeSize == 0 ? startName(bytes) : typeName(isFrontend, type));
        d.add(Frontend, {}, isFrontend ? 1 : 0);
        d.hide();
        bytes.skip(typeSize);
        const std::uint32_t length = d.u32(bytes, Length);
        if (bytes.overrun())
            return;
        if (!isFirst)
            d.infoAppend("/");
        if (type != 0)
            d.infoAppend("{}", static_cast<char>(type));
        if (length < sizeof length) {
            d.malformed("its length does not count itself");
            return;
        }
        ByteReader content = bytes.part(length - sizeof length);
        const bool isWhole = content.remaining() == length - sizeof length;
        if (isFrontend)
            decodeFrontend(type, content, d);
        else
            decodeBackend(type, content, d);
        if (content.overrun() || !isWhole)
            bytes.setOverrun();
    }
}

} // namespace tapscope::postgres
