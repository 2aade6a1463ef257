#include "ber_fields.h"
#include "directory_decoders.h"
#include "kerberos_fields.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace tapscope::kerberos {
namespace {

using namespace kerberos;

constexpr std::array hooks = {Hook{"tcp.port", 88}, Hook{"udp.port", 88}};
const ProtocolInfo info = {
    .abbreviation = "kerberos", .title = "Kerberos", .column = "KRB5", .fields = fieldTable(), .hooks = hooks};

/// Message types, which equal the numbers of their tags (RFC 4120 section 5.10).
enum Kind : std::uint8_t { AsRequest = 10, AsReply, TgsRequest, TgsReply, ApRequest, ApReply, ErrorMessage = 30 };
constexpr std::array titles = {ValueName{AsRequest, "AS-REQ"},   ValueName{AsReply, "AS-REP"},
                               ValueName{TgsRequest, "TGS-REQ"}, ValueName{TgsReply, "TGS-REP"},
                               ValueName{ApRequest, "AP-REQ"},   ValueName{ApReply, "AP-REP"},
                               ValueName{20, "KRB-SAFE"},        ValueName{21, "KRB-PRIV"},
                               ValueName{22, "KRB-CRED"},        ValueName{ErrorMessage, "KRB Error"}};
constexpr std::uint8_t applicationTag = 0x60, contextTag = 0xa0, numberBits = 0x1f;
constexpr std::uint32_t longestRecord = 1U << 20;
constexpr std::size_t recordMark = 4;

bool beginsMessage(const ByteReader& bytes) noexcept {
    const std::uint8_t tag = bytes.peek();
    return (tag & ~numberBits) == applicationTag && !nameOf(titles, tag & numberBits).empty();
}

/// Calls `part(number, content)` for each [number] of a sequence, with the content of the element inside.
template <typename Part>
void forEachPart(ByteReader sequence, const Part& part) {
    while (!sequence.atEnd()) {
        const ber::Element element = ber::read(sequence);
        if ((element.tag & ~numberBits) == contextTag)
            part(static_cast<std::uint8_t>(element.tag & numberBits), ber::inside(element.content));
    }
}

void addName(ByteReader name, Dissection& d, Field field) {
    forEachPart(name, [&](std::uint8_t number, ByteReader content) {
        if (number == 0)
            ber::addInteger(content, d, NameType);
        while (number == 1 && !content.atEnd())
            ber::addText(ber::read(content).content, d, field);
    });
}

/// "20370913024805Z"
void addTime(const ByteReader& content, Dissection& d, Field field) {
    const Bytes octets = content.rest();
    constexpr std::size_t digits = 14;
    if (octets.size() != digits + 1 || octets[digits] != std::byte{'Z'})
        return;
    std::array<int, digits> digit{};
    for (std::size_t i = 0; i < digits; ++i) {
        digit[i] = std::to_integer<int>(octets[i]) - '0';
        if (digit[i] < 0 || digit[i] > 9)
            return;
    }
    const auto two = [&](std::size_t at) { return digit[at] * 10 + digit[at + 1]; };
    using namespace std::chrono;
    const year_month_day date{year{two(0) * 100 + two(2)}, month{static_cast<unsigned>(two(4))},
                              day{static_cast<unsigned>(two(6))}};
    if (!date.ok() || two(0) > 22) // beyond the range of nanoseconds
        return;
    const auto time = sys_days{date} + hours{two(8)} + minutes{two(10)} + seconds{two(12)};
    d.add(field, {static_cast<std::uint32_t>(content.offset()), static_cast<std::uint32_t>(octets.size())},
          static_cast<std::uint64_t>(nanoseconds{time.time_since_epoch()}.count()));
}

void addEncrypted(ByteReader encrypted, Dissection& d) {
    forEachPart(encrypted, [&](std::uint8_t number, ByteReader content) {
        if (number == 0)
            ber::addInteger(content, d, EncryptionType);
        else if (number == 1)
            ber::addInteger(content, d, KeyVersion);
        else if (number == 2)
            ber::addOctets(content, d, Cipher);
    });
}

/// The content of a ticket's [APPLICATION 1], which is a sequence.
void addTicket(ByteReader ticket, Dissection& d) {
    forEachPart(ber::inside(ticket), [&](std::uint8_t number, ByteReader content) {
        switch (number) {
        case 0:
            ber::addInteger(content, d, TicketVersion);
            break;
        case 1:
            ber::addText(content, d, Realm);
            break;
        case 2:
            addName(content, d, ServerName);
            break;
        case 3:
            addEncrypted(content, d);
            break;
        default:
            break;
        }
    });
}

void addPadata(ByteReader list, Dissection& d) {
    while (!list.atEnd())
        forEachPart(ber::read(list).content, [&](std::uint8_t number, ByteReader content) {
            if (number == 1)
                ber::addInteger(content, d, PadataType);
            else if (number == 2)
                ber::addOctets(content, d, PadataValue);
        });
}

void addRequestBody(ByteReader body, Dissection& d) {
    forEachPart(body, [&](std::uint8_t number, ByteReader content) {
        switch (number) {
        case 0:
            content.skip(1); // the number of unused bits in the last octet
            ber::addOctets(content, d, KdcOptions);
            break;
        case 1:
            addName(content, d, ClientName);
            break;
        case 2:
            ber::addText(content, d, Realm);
            break;
        case 3:
            addName(content, d, ServerName);
            break;
        case 4:
            addTime(content, d, From);
            break;
        case 5:
            addTime(content, d, Till);
            break;
        case 6:
            addTime(content, d, RenewTime);
            break;
        case 7:
            ber::addInteger(content, d, Nonce);
            break;
        case 8:
            while (!content.atEnd())
                ber::addInteger(ber::read(content).content, d, RequestedEncryption);
            break;
        default:
            break;
        }
    });
}

void decodeRequest(std::uint8_t number, ByteReader content, Dissection& d) {
    switch (number) {
    case 1:
        ber::addInteger(content, d, Pvno);
        break;
    case 2:
        ber::addInteger(content, d, MessageType);
        break;
    case 3:
        addPadata(content, d);
        break;
    case 4:
        addRequestBody(content, d);
        break;
    default:
        break;
    }
}

void decodeReply(std::uint8_t number, ByteReader content, Dissection& d) {
    switch (number) {
    case 2:
        addPadata(content, d);
        break;
    case 3:
        ber::addText(content, d, ClientRealm);
        break;
    case 4:
        addName(content, d, ClientName);
        break;
    case 5:
        addTicket(content, d);
        break;
    case 6:
        addEncrypted(content, d);
        break;
    default:
        break;
    }
}

/// "KRB5KDC_ERR_PREAUTH_REQUIRED", made from "eRR-PREAUTH-REQUIRED".
void tellError(std::uint64_t code, Dissection& d) {
    enum Common : std::uint8_t { TooBig = 52, Generic = 60, TooLong = 61 };
    std::string_view name = nameOf(fieldTable()[ErrorCode].values, code, "eRR-UNKNOWN");
    const bool isOfApplication = name.starts_with("aP-ERR-");
    name.remove_prefix(isOfApplication ? 7 : 4);
    d.infoAppend(": {}", isOfApplication                                        ? "KRB5KRB_AP_ERR_"
                         : code == TooBig || code == Generic || code == TooLong ? "KRB5KRB_ERR_"
                                                                                : "KRB5KDC_ERR_");
    for (const char c : name)
        d.infoAppend("{}", c == '-' ? '_' : c);
}

void decodeError(std::uint8_t number, ByteReader content, Dissection& d) {
    switch (number) {
    case 2:
        addTime(content, d, ClientTime);
        break;
    case 3:
        ber::addInteger(content, d, ClientMicroseconds);
        break;
    case 4:
        addTime(content, d, ServerTime);
        break;
    case 5:
        ber::addInteger(content, d, ServerMicroseconds);
        break;
    case 6:
        tellError(static_cast<std::uint64_t>(ber::addInteger(content, d, ErrorCode)), d);
        break;
    case 7:
        ber::addText(content, d, ClientRealm);
        break;
    case 8:
        addName(content, d, ClientName);
        break;
    case 9:
        ber::addText(content, d, Realm);
        break;
    case 10:
        addName(content, d, ServerName);
        break;
    case 11:
        ber::addText(content, d, ErrorText);
        break;
    case 12:
        ber::addOctets(content, d, ErrorData);
        break;
    default:
        break;
    }
}

void decodePart(std::uint8_t kind, std::uint8_t number, ByteReader content, Dissection& d) {
    if (kind == AsRequest || kind == TgsRequest)
        decodeRequest(number, content, d);
    else if (number == 0)
        ber::addInteger(content, d, Pvno);
    else if (number == 1)
        ber::addInteger(content, d, MessageType);
    else if (kind == AsReply || kind == TgsReply)
        decodeReply(number, content, d);
    else if (kind == ErrorMessage)
        decodeError(number, content, d);
    else if (kind == ApRequest && number == 4)
        addEncrypted(content, d);
    else if (kind == ApReply && number == 2)
        addEncrypted(content, d);
}

void decodeMessage(ByteReader& bytes, Dissection& d) {
    const ber::Element message = ber::read(bytes);
    const auto kind = static_cast<std::uint8_t>(message.tag & numberBits);
    if (message.tag == 0)
        return;
    d.infoItem("{}", nameOf(titles, kind));
    forEachPart(ber::inside(message.content),
                [&](std::uint8_t number, ByteReader content) { decodePart(kind, number, content, d); });
}

} // namespace

const ProtocolInfo& KerberosDecoder::protocol() const noexcept {
    return info;
}

StreamMessage KerberosDecoder::messageIn(Bytes bytes, Dissection&) const {
    ByteReader reader(bytes);
    const std::uint32_t length = reader.u32();
    if (reader.overrun())
        return StreamMessage::later();
    return length <= longestRecord && (reader.atEnd() || beginsMessage(reader)) ? StreamMessage::of(recordMark + length)
                                                                                : StreamMessage{};
}

void KerberosDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        ByteReader ahead = bytes;
        if (d.carrier().isStream) {
            ahead.skip(recordMark);
            if (beginsMessage(ahead)) {
                const ByteRange range = rangeAhead(bytes, recordMark);
                const std::uint32_t mark = bytes.u32();
                d.addBits({RecordReserved, RecordLength}, range, mark);
            }
        }
        if (!beginsMessage(bytes)) {
            d.infoItem("Continuation");
            d.nextAsData(bytes);
            return;
        }
        decodeMessage(bytes, d);
    }
}

} // namespace tapscope::kerberos
