#include "iso_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::session {
namespace {

enum Type : std::uint8_t {
    DataTransfer = 1,
    Finish = 9,
    Disconnect = 10,
    Refuse = 12,
    Connect = 13,
    Accept = 14,
    Abort = 25,
    AbortAccept = 26
};
constexpr std::array types = {ValueName{1, "DATA TRANSFER (DT) SPDU"}, ValueName{9, "FINISH (FN) SPDU"},
                              ValueName{10, "DISCONNECT (DN) SPDU"},   ValueName{12, "REFUSE (RF) SPDU"},
                              ValueName{13, "CONNECT (CN) SPDU"},      ValueName{14, "ACCEPT (AC) SPDU"},
                              ValueName{25, "ABORT (AB) SPDU"},        ValueName{26, "ABORT ACCEPT (AA) SPDU"}};
constexpr std::array parameters = {ValueName{1, "Connection Identifier"},
                                   ValueName{5, "Connect Accept Item"},
                                   ValueName{17, "Transport Disconnect"},
                                   ValueName{19, "Protocol Options"},
                                   ValueName{20, "Session Requirement"},
                                   ValueName{21, "TSDU Maximum Size"},
                                   ValueName{22, "Version Number"},
                                   ValueName{23, "Initial Serial Number"},
                                   ValueName{25, "Enclosure Item"},
                                   ValueName{26, "Token Setting Item"},
                                   ValueName{50, "Reason Code"},
                                   ValueName{51, "Calling Session Selector"},
                                   ValueName{52, "Called Session Selector"},
                                   ValueName{193, "Session user data"},
                                   ValueName{194, "Extended user data"}};
constexpr std::uint8_t userData = 193, extendedUserData = 194, connectAcceptItem = 5;
enum Field : std::uint16_t { SpduType, Length, ParameterType, ParameterLength, ParameterValue };
constexpr std::array fields = {
    FieldInfo{.name = "ses.type", .title = "SPDU Type", .values = types},
    FieldInfo{.name = "ses.length", .title = "Length"},
    FieldInfo{.name = "ses.parameter_type", .title = "Parameter type", .values = parameters},
    FieldInfo{.name = "ses.parameter_length", .title = "Parameter length"},
    FieldInfo{.name = "ses.parameter_value", .title = "Parameter value", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Presentation };
constexpr std::array<std::string_view, 1> tables = {"ses.user"};
constexpr std::array<std::string_view, 1> heuristics = {"cotp.user"};
const ProtocolInfo info = {.abbreviation = "ses",
                           .title = "ISO 8327-1 OSI Session Protocol",
                           .column = "SES",
                           .fields = fields,
                           .tables = tables,
                           .heuristics = heuristics};
constexpr std::uint8_t longLength = 0xff;

/// Reads a length of one octet, or of three if the first has a special value (ISO 8327-1, 8.2.5).
std::size_t lengthOf(ByteReader& bytes) noexcept {
    const std::uint8_t first = bytes.u8();
    return first == longLength ? bytes.u16() : first;
}

std::size_t addLength(ByteReader& bytes, Dissection& d, Field field) {
    const std::size_t start = bytes.offset();
    const std::size_t length = lengthOf(bytes);
    if (!bytes.overrun())
        d.add(field, {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(bytes.offset() - start)}, length);
    return length;
}

void decodeParameters(ByteReader& bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        const std::uint8_t type = d.u8(bytes, ParameterType);
        const auto nest = d.nest();
        const std::size_t length = addLength(bytes, d, ParameterLength);
        if (!bytes.has(length)) {
            bytes.setOverrun();
            return;
        }
        if (type == connectAcceptItem) // holds parameters of its own
            continue;
        ByteReader value = bytes.part(length);
        if (type == userData || type == extendedUserData)
            d.next(Presentation, 0, value);
        else if (!value.atEnd())
            d.data(value, ParameterValue, value.remaining());
    }
}

/// Whether parameters fill `bytes` exactly, in the order that the standard gives: that of their numbers.
bool isFilledByParameters(ByteReader bytes) noexcept {
    constexpr std::array<std::uint8_t, 22> known = {1,  5,  9,  10, 11, 12, 15, 16, 17, 19, 20,
                                                    21, 22, 23, 24, 25, 26, 49, 50, 51, 52, userData};
    unsigned last = 0;
    while (!bytes.atEnd()) {
        const std::uint8_t type = bytes.u8();
        const std::size_t length = lengthOf(bytes);
        const bool isKnown = std::ranges::find(known, type) != known.end() || type == extendedUserData;
        if (!isKnown || type <= last || bytes.overrun() || !bytes.has(length))
            return false;
        bytes.skip(length);
        last = type;
    }
    return true;
}

} // namespace

const ProtocolInfo& SessionDecoder::protocol() const noexcept {
    return info;
}

/// Recognises an SPDU of a connection that its parameters fill, or the two empty headers in front of data.
bool SessionDecoder::recognises(Bytes bytes, const Dissection&) const {
    constexpr std::uint32_t beforeData = 0x01000100;
    ByteReader reader(bytes);
    if (reader.u32() == beforeData)
        return true;
    reader = ByteReader(bytes);
    const std::uint8_t type = reader.u8();
    const std::size_t length = lengthOf(reader);
    return type != DataTransfer && !nameOf(types, type).empty() && length == reader.remaining() &&
           isFilledByParameters(reader);
}

void SessionDecoder::decode(ByteReader& bytes, Dissection& d) const {
    std::uint8_t type = 0;
    std::size_t count = 0;
    do {
        type = d.u8(bytes, SpduType);
        const std::size_t length = addLength(bytes, d, Length);
        ByteReader content = bytes.part(length);
        const bool isWhole = content.remaining() == length;
        d.info("{}", nameOf(types, type, "Unknown SPDU type"));
        decodeParameters(content, d);
        if (!isWhole || content.overrun())
            bytes.setOverrun();
    } while (type == DataTransfer && ++count < 2 && !bytes.atEnd()); // "give tokens" precedes data
    if (!bytes.atEnd())
        d.next(Presentation, 0, bytes);
}

} // namespace tapscope::session
