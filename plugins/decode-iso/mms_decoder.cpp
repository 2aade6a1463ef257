// The protocols above the presentation layer in industrial plants: ACSE, which opens and closes associations, and MMS.

#include "iso_decoders.h"

#include <decode/ber.h>
#include <decode/message_fields.h>

#include <array>

namespace tapscope::mms {
namespace {

/// Whether elements fill `content` exactly. The last one may be cut if what contains them is.
bool isFilledByElements(ByteReader content, bool mayBeCut) noexcept {
    while (!content.atEnd()) {
        const ber::Element part = ber::read(content);
        if (part.tag == 0 || !part.isWhole())
            return mayBeCut && content.atEnd();
    }
    return true;
}

/// A number from 0 in as few octets as possible, as BER wants it; at most 32 bits.
bool isUnsigned(ByteReader content) noexcept {
    constexpr std::uint8_t sign = 0x80;
    const std::size_t size = content.remaining();
    const bool hasSpareOctet = size > 1 && content.peek() == 0 && (content.peek(1) & sign) == 0;
    return size >= 1 && size <= 5 && (content.peek() & sign) == 0 && !hasSpareOctet;
}

namespace acse {
constexpr std::array types = {ValueName{0x60, "aarq"}, ValueName{0x61, "aare"}, ValueName{0x62, "rlrq"},
                              ValueName{0x63, "rlre"}, ValueName{0x64, "abrt"}};
constexpr std::array names = {ValueName{0x60, "Associate-Request"}, ValueName{0x61, "Associate-Response"},
                              ValueName{0x62, "Release-Request"}, ValueName{0x63, "Release-Response"},
                              ValueName{0x64, "Abort"}};
enum Field : std::uint16_t { Type, Reason, Element };
constexpr std::array fields = {
    FieldInfo{.name = "acse.ACSE_apdu", .title = "ACSE-apdu", .base = Base::Hex, .values = types},
    FieldInfo{.name = "acse.reason", .title = "reason"},
    FieldInfo{.name = "acse.element", .title = "Element", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Users };
constexpr std::array<std::string_view, 1> tables = {"acse.user"};
constexpr std::array<std::string_view, 1> heuristics = {"pres.value"};
const ProtocolInfo info = {.abbreviation = "acse",
                           .title = "ISO 8650-1 OSI Association Control Service",
                           .column = "ACSE",
                           .fields = fields,
                           .tables = tables,
                           .heuristics = heuristics};
constexpr std::uint8_t userInformation = 0xbe, external = 0x28, singleValue = 0xa0, reason = 0x80;
enum Kind : std::uint8_t { AssociateRequest = 0x60, AssociateResponse, ReleaseRequest, ReleaseResponse, Abort };

/// An EXTERNAL: the number of a context, and a value in that context.
void decodeUserInformation(ByteReader bytes, Dissection& d) {
    ber::Element value = ber::read(bytes);
    while (value.tag == external && !value.content.atEnd()) {
        const ber::Element part = ber::read(value.content);
        if (part.tag == singleValue)
            d.next(Users, 0, part.content);
        if (part.tag == 0)
            break;
    }
}
} // namespace acse

namespace messages {
constexpr std::array types = {ValueName{0, "confirmed-RequestPDU"},
                              ValueName{1, "confirmed-ResponsePDU"},
                              ValueName{2, "confirmed-ErrorPDU"},
                              ValueName{3, "unconfirmed-PDU"},
                              ValueName{4, "rejectPDU"},
                              ValueName{5, "cancel-RequestPDU"},
                              ValueName{6, "cancel-ResponsePDU"},
                              ValueName{7, "cancel-ErrorPDU"},
                              ValueName{8, "initiate-RequestPDU"},
                              ValueName{9, "initiate-ResponsePDU"},
                              ValueName{10, "initiate-ErrorPDU"},
                              ValueName{11, "conclude-RequestPDU"},
                              ValueName{12, "conclude-ResponsePDU"},
                              ValueName{13, "conclude-ErrorPDU"}};
constexpr std::array services = {ValueName{0, "status"},
                                 ValueName{1, "getNameList"},
                                 ValueName{2, "identify"},
                                 ValueName{3, "rename"},
                                 ValueName{4, "read"},
                                 ValueName{5, "write"},
                                 ValueName{6, "getVariableAccessAttributes"},
                                 ValueName{11, "defineNamedVariableList"},
                                 ValueName{12, "getNamedVariableListAttributes"},
                                 ValueName{13, "deleteNamedVariableList"},
                                 ValueName{72, "fileOpen"},
                                 ValueName{73, "fileRead"},
                                 ValueName{74, "fileClose"},
                                 ValueName{77, "fileDirectory"}};
constexpr std::uint8_t confirmedRequest = 0, confirmedResponse = 1, confirmedError = 2;
enum Field : std::uint16_t { Type, InvokeId, Service, Element };
constexpr std::array fields = {
    FieldInfo{.name = "mms.MMSpdu", .title = "MMSpdu", .values = types, .mask = 0x1f},
    FieldInfo{.name = "mms.invokeID", .title = "invokeID"},
    FieldInfo{
        .name = "mms.confirmedServiceRequest", .title = "confirmedServiceRequest", .values = services, .mask = 0x1f},
    FieldInfo{.name = "mms.element", .title = "Element", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"acse.user", 0}};
constexpr std::array<std::string_view, 1> heuristics = {"pres.value"};
const ProtocolInfo info = {
    .abbreviation = "mms", .title = "MMS", .column = "MMS", .fields = fields, .hooks = hooks, .heuristics = heuristics};
constexpr std::uint8_t invokeIdTag = 0x80;

/// The identifier octets of the PDUs: which of them contain others.
enum Pdu : std::uint8_t {
    ConfirmedRequest = 0xa0,
    ConfirmedResponse,
    ConfirmedError,
    Unconfirmed,
    Reject,
    CancelRequest = 0x85,
    CancelResponse,
    CancelError = 0xa7,
    InitiateRequest,
    InitiateResponse,
    InitiateError,
    ConcludeRequest = 0x8b,
    ConcludeResponse,
    ConcludeError = 0xad
};

/// Whether the first element of a PDU is what the standard puts there.
bool beginsLike(const ber::Element& pdu) noexcept {
    constexpr std::uint8_t context = 0x80, contextOfOthers = 0xa0, lastTag = 0x1e;
    const ByteReader& whole = pdu.content;
    ByteReader content = whole;
    const ber::Element first = ber::read(content);
    const bool isNumbered = first.tag == invokeIdTag && isUnsigned(first.content);
    switch (pdu.tag) {
    case ConfirmedRequest:
    case ConfirmedResponse: // then the service
        return first.tag == ber::Integer && isUnsigned(first.content) && !content.atEnd();
    case ConfirmedError:
    case CancelError: // then the error
        return isNumbered && !content.atEnd() && content.peek() >= contextOfOthers;
    case Unconfirmed: // nothing but a report, a status or an event
        return first.tag >= contextOfOthers && first.tag <= contextOfOthers + 2 &&
               first.content.offset() - whole.offset() + first.length == pdu.length;
    case Reject: // the reason, of one octet, behind the number of a request
        return (isNumbered && content.peek() > context && content.peek(1) == 1) ||
               (first.tag > context && first.tag <= context + lastTag && first.content.remaining() == 1);
    case CancelRequest:
    case CancelResponse:
        return isUnsigned(whole);
    case InitiateRequest:
    case InitiateResponse: // the longest message, if it is limited; numbers of requests
        return (first.tag == context || first.tag == context + 1) && isUnsigned(first.content) && !content.atEnd();
    case InitiateError:
    case ConcludeError: // the class of the error
        return first.tag == contextOfOthers && first.content.remaining() == 3;
    case ConcludeRequest:
    case ConcludeResponse:
        return whole.atEnd();
    default:
        return false;
    }
}
} // namespace messages

} // namespace

const ProtocolInfo& AcseDecoder::protocol() const noexcept {
    return acse::info;
}

/// Recognises a whole PDU that begins as the standard has it. A long one that continues elsewhere is recognised by its
/// version or by the name of its context.
bool AcseDecoder::recognises(Bytes bytes, const Dissection&) const {
    using namespace acse;
    constexpr std::uint8_t version = 0x80, contextName = 0xa1, source = 0x80;
    constexpr unsigned mostUnusedBits = 7;
    constexpr std::size_t emptySize = 2;
    ByteReader reader(bytes);
    const ber::Element pdu = ber::read(reader);
    if (nameOf(types, pdu.tag).empty() || !reader.atEnd() || !isFilledByElements(pdu.content, !pdu.isWhole()))
        return false;
    ByteReader content = pdu.content;
    ber::Element first = ber::read(content);
    if (pdu.tag == AssociateRequest || pdu.tag == AssociateResponse) {
        const bool isVersion = first.tag == version && first.length == 2 && first.content.peek() <= mostUnusedBits;
        return isVersion || (first.tag == contextName && ber::read(first.content).tag == ber::ObjectIdentifier &&
                             first.content.atEnd());
    }
    const bool isNumber = (first.tag == reason || first.tag == source) && first.length == 1;
    return pdu.isWhole() && (isNumber || first.tag == userInformation || bytes.size() == emptySize);
}

void AcseDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace acse;
    d.add(Type, rangeAhead(bytes, 1), bytes.peek());
    ber::Element pdu = ber::read(bytes);
    d.info("{}", nameOf(names, pdu.tag, "Unknown"));
    while (!pdu.content.atEnd()) {
        ber::Element part = ber::read(pdu.content);
        const std::size_t size = part.content.remaining();
        if (part.tag == 0)
            break;
        if (part.tag == userInformation)
            decodeUserInformation(part.content, d);
        else if (part.tag == reason && size != 0)
            d.uint(part.content, Reason, std::min<std::size_t>(size, 8));
        else if (size != 0)
            d.data(part.content, Element, size);
    }
}

const ProtocolInfo& MmsDecoder::protocol() const noexcept {
    return messages::info;
}

/// Recognises a whole PDU that begins as the standard has it, or the beginning of a long one that continues elsewhere.
bool MmsDecoder::recognises(Bytes bytes, const Dissection& d) const {
    constexpr std::size_t shortestCut = 64, concludeSize = 2;
    constexpr std::uint8_t ofOthers = 0x20;
    constexpr std::uint32_t isoPort = 102;
    ByteReader reader(bytes);
    const ber::Element pdu = ber::read(reader);
    const bool isLong = pdu.tag == messages::ConfirmedRequest || pdu.tag == messages::ConfirmedResponse ||
                        pdu.tag == messages::Unconfirmed;
    const bool mayBeCut = isLong && !pdu.isWhole() && bytes.size() >= shortestCut;
    const bool hasElements = (pdu.tag & ofOthers) != 0;
    // A tag and a number look like too much else.
    const bool isCancel = pdu.tag == messages::CancelRequest || pdu.tag == messages::CancelResponse;
    if (isCancel && d.carrier().sourcePort != isoPort && d.carrier().destinationPort != isoPort)
        return false;
    const bool isConclude = pdu.tag == messages::ConcludeRequest || pdu.tag == messages::ConcludeResponse;
    if (isConclude && bytes.size() != concludeSize) // no length in more octets than needed
        return false;
    return pdu.tag != 0 && reader.atEnd() && (pdu.isWhole() || mayBeCut) && messages::beginsLike(pdu) &&
           (!hasElements || isFilledByElements(pdu.content, mayBeCut));
}

void MmsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace messages;
    d.add(messages::Type, rangeAhead(bytes, 1), bytes.peek());
    ber::Element pdu = ber::read(bytes);
    const std::uint8_t type = pdu.tag & 0x1fU;
    d.info("");
    const bool isConfirmed = type == confirmedRequest || type == confirmedResponse || type == confirmedError;
    bool hasInvokeId = false;
    while (!pdu.content.atEnd()) {
        const ByteRange tag = rangeAhead(pdu.content, 1);
        ber::Element part = ber::read(pdu.content);
        const std::size_t size = part.content.remaining();
        if (part.tag == 0)
            break;
        if (isConfirmed && !hasInvokeId && (part.tag == ber::Integer || part.tag == invokeIdTag) && size != 0) {
            const std::int64_t id = ber::integer(part.content);
            d.add(InvokeId, rangeAhead(part.content, size), static_cast<std::uint64_t>(id));
            d.info("{} ", id);
            hasInvokeId = true;
        } else {
            if (type == confirmedRequest)
                d.add(messages::Service, tag, part.tag);
            if (size != 0)
                d.data(part.content, messages::Element, size);
        }
    }
    d.infoAppend("{}", nameOf(types, type, "Unknown"));
}

} // namespace tapscope::mms
