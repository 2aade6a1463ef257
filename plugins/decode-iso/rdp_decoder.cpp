// RDP over COTP: the negotiation in its first two packets, and the T.125 headers around everything later.

#include "iso_decoders.h"

#include <decode/message_fields.h>
#include <decode/text_line.h>

#include <array>

namespace tapscope::rdp {
namespace {

namespace negotiation {
enum Type : std::uint8_t { Request = 1, Response, Failure };
constexpr std::array types = {ValueName{1, "RDP Negotiation Request"}, ValueName{2, "RDP Negotiation Response"},
                              ValueName{3, "RDP Negotiation Failure"}};
constexpr std::array selected = {ValueName{0, "Standard RDP Security"}, ValueName{1, "TLS 1.0, 1.1 or 1.2"},
                                 ValueName{2, "CredSSP"}, ValueName{4, "RDSTLS"},
                                 ValueName{8, "CredSSP with Early User Authorization Result PDU"}};
constexpr std::array failures = {
    ValueName{1, "TLS required by server"},        ValueName{2, "TLS not allowed by server"},
    ValueName{3, "TLS certificate not on server"}, ValueName{4, "Inconsistent flags"},
    ValueName{5, "CredSSP required by server"},    ValueName{6, "TLS with user authentication required by server"}};
enum Field : std::uint16_t {
    Cookie,
    RoutingToken,
    TypeOf,
    RequestFlags,
    ResponseFlags,
    Length,
    Requested,
    Tls,
    CredSsp,
    RdsTls,
    CredSspEarly,
    Selected,
    FailureCode,
    Rest
};
constexpr std::array fields = {
    FieldInfo{.name = "rdp.rt_cookie", .title = "Routing Token/Cookie", .type = FieldType::Text},
    FieldInfo{.name = "rdp.routing_token", .title = "Routing Token", .type = FieldType::Text},
    FieldInfo{.name = "rdp.neg_type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "rdp.negReq.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "rdp.negRsp.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "rdp.neg_length", .title = "Length"},
    FieldInfo{.name = "rdp.negReq.requestedProtocols", .title = "requestedProtocols", .base = Base::Hex},
    FieldInfo{.name = "rdp.negReq.requestedProtocols.ssl",
              .title = "TLS security supported",
              .type = FieldType::Boolean,
              .mask = 0x1},
    FieldInfo{.name = "rdp.negReq.requestedProtocols.hybrid",
              .title = "CredSSP supported",
              .type = FieldType::Boolean,
              .mask = 0x2},
    FieldInfo{.name = "rdp.negReq.requestedProtocols.rdstls",
              .title = "RDSTLS supported",
              .type = FieldType::Boolean,
              .mask = 0x4},
    FieldInfo{.name = "rdp.negReq.requestedProtocols.hybrid_ex",
              .title = "CredSSP with Early User Authorization Result PDU supported",
              .type = FieldType::Boolean,
              .mask = 0x8},
    FieldInfo{
        .name = "rdp.negReq.selectedProtocol", .title = "selectedProtocol", .base = Base::Hex, .values = selected},
    FieldInfo{.name = "rdp.negFailure.failureCode", .title = "failureCode", .base = Base::Hex, .values = failures},
    FieldInfo{.name = "rdp.rest", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 1> heuristics = {"cotp.connect"};
const ProtocolInfo info = {.abbreviation = "rdp",
                           .title = "Remote Desktop Protocol",
                           .column = "RDP",
                           .fields = fields,
                           .heuristics = heuristics};
constexpr std::size_t size = 8;
constexpr std::string_view cookie = "Cookie: ";

bool isNegotiation(const ByteReader& bytes) noexcept {
    constexpr std::uint8_t unknownFlags = 0xe0; // MS-RDPBCGR 2.2.1.1.1, 2.2.1.2.1 and 2.2.1.2.2
    return bytes.remaining() >= size && !nameOf(types, bytes.peek()).empty() && (bytes.peek(1) & unknownFlags) == 0 &&
           bytes.peek(2) == size && bytes.peek(3) == 0;
}

void decode(ByteReader& bytes, Dissection& d) {
    const std::uint8_t type = d.u8(bytes, TypeOf);
    d.u8(bytes, type == Request ? RequestFlags : ResponseFlags);
    d.uintLe(bytes, Length, 2);
    const ByteRange range = rangeAhead(bytes, 4);
    if (type == Request) {
        const std::uint64_t requested = d.uintLe(bytes, Requested, 4);
        d.addBits({Tls, CredSsp, RdsTls, CredSspEarly}, range, requested);
        d.infoItem("Negotiate Request");
    } else if (type == Response) {
        d.uintLe(bytes, Selected, 4);
        d.infoItem("Negotiate Response");
    } else {
        d.uintLe(bytes, FailureCode, 4);
        d.infoItem("Negotiate Failure");
    }
}
} // namespace negotiation

namespace t125 {
constexpr std::array connects = {ValueName{101, "connect-initial"}, ValueName{102, "connect-response"},
                                 ValueName{103, "connect-additional"}, ValueName{104, "connect-result"}};
constexpr std::array domains = {ValueName{1, "erectDomainRequest"},        ValueName{8, "disconnectProviderUltimatum"},
                                ValueName{10, "attachUserRequest"},        ValueName{11, "attachUserConfirm"},
                                ValueName{12, "detachUserRequest"},        ValueName{13, "detachUserIndication"},
                                ValueName{14, "channelJoinRequest"},       ValueName{15, "channelJoinConfirm"},
                                ValueName{16, "channelLeaveRequest"},      ValueName{25, "sendDataRequest"},
                                ValueName{26, "sendDataIndication"},       ValueName{27, "uniformSendDataRequest"},
                                ValueName{28, "uniformSendDataIndication"}};
enum Domain : std::uint8_t { ChannelJoinRequest = 14, SendDataRequest = 25, SendDataIndication = 26 };
enum Field : std::uint16_t { Connect, DomainPdu, Initiator, ChannelId, Data };
constexpr std::array fields = {
    FieldInfo{.name = "t125.ConnectMCSPDU", .title = "ConnectMCSPDU", .values = connects},
    FieldInfo{.name = "t124.DomainMCSPDU", .title = "DomainMCSPDU", .values = domains, .mask = 0xfc},
    FieldInfo{.name = "t124.initiator", .title = "initiator"},
    FieldInfo{.name = "t124.channelId", .title = "channelId"},
    FieldInfo{.name = "t125.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 1> heuristics = {"cotp.user"};
const ProtocolInfo info = {.abbreviation = "t125",
                           .title = "MULTIPOINT-COMMUNICATION-SERVICE T.125",
                           .column = "T.125",
                           .fields = fields,
                           .heuristics = heuristics};
constexpr std::uint8_t connectTag = 0x7f;
constexpr std::uint16_t firstUser = 1001;

/// Tags above 30 have a second octet (X.690 8.1.2.4).
bool isConnect(const ByteReader& bytes) noexcept {
    return bytes.peek() == connectTag && !nameOf(connects, bytes.peek(1)).empty();
}

/// The same, with the first element that the standard puts into it: a selector, a number or a result.
bool isConnectThatBegins(ByteReader bytes) noexcept {
    constexpr std::uint8_t octetString = 4, integer = 2, enumerated = 10, longForm = 0x80;
    constexpr std::array<std::uint8_t, 4> firsts = {octetString, enumerated, integer, enumerated};
    if (!isConnect(bytes))
        return false;
    const std::size_t kind = bytes.peek(1) - std::size_t{connects.front().value};
    bytes.skip(2);
    if (const std::uint8_t length = bytes.u8(); (length & longForm) != 0)
        bytes.take(length & 7U);
    return kind < firsts.size() && bytes.peek() == firsts[kind] && !bytes.atEnd();
}

void decodeConnect(ByteReader& bytes, Dissection& d) {
    const ByteRange range = rangeAhead(bytes, 2);
    bytes.skip(1);
    const std::uint8_t number = bytes.u8();
    d.add(Connect, range, number);
    d.info("{}", nameOf(connects, number));
    if (number <= 102) { // types that carry the data of client and server
        d.columnProtocol("RDP");
        d.info("{}", number == 101 ? "ClientData" : "ServerData");
    }
}

void decodeDomain(ByteReader& bytes, Dissection& d) {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t head = bytes.u8();
    d.add(DomainPdu, range, head);
    const std::uint8_t kind = head >> 2;
    d.info("{} ", nameOf(domains, kind, "unknown"));
    if (kind == ChannelJoinRequest || kind == SendDataRequest || kind == SendDataIndication) {
        const ByteRange user = rangeAhead(bytes, 2);
        const std::uint32_t number = bytes.u16() + std::uint32_t{firstUser};
        if (bytes.overrun())
            return;
        d.add(Initiator, user, number);
        d.infoAppend("{}", d.u16(bytes, ChannelId));
    }
    if (kind == SendDataRequest || kind == SendDataIndication)
        d.columnProtocol("RDP");
}
} // namespace t125

} // namespace

const ProtocolInfo& RdpDecoder::protocol() const noexcept {
    return negotiation::info;
}

bool RdpDecoder::recognises(Bytes bytes, const Dissection&) const {
    const ByteReader reader(bytes);
    return peekLine(reader).starts_with(negotiation::cookie) || negotiation::isNegotiation(reader);
}

void RdpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace negotiation;
    d.info("");
    const std::string_view line = peekLine(bytes);
    if (line.starts_with(cookie)) {
        ByteReader text = bytes.part(line.size());
        d.info("{}", d.text(text, Cookie, withoutLineEnd(line).size()));
    }
    if (isNegotiation(bytes))
        negotiation::decode(bytes, d);
    if (!bytes.atEnd())
        d.data(bytes, Rest, bytes.remaining());
}

const ProtocolInfo& McsDecoder::protocol() const noexcept {
    return t125::info;
}

/// The first two messages of a connection are recognised by their tags. Other messages have a type of six bits and an
/// exact size.
bool McsDecoder::recognises(Bytes bytes, const Dissection& d) const {
    constexpr std::uint32_t port = 3389;
    const ByteReader reader(bytes);
    if (t125::isConnectThatBegins(reader))
        return true;
    const auto& carrier = d.carrier();
    return (carrier.sourcePort == port || carrier.destinationPort == port) &&
           !nameOf(t125::domains, reader.peek() >> 2).empty();
}

void McsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (t125::isConnect(bytes))
        t125::decodeConnect(bytes, d);
    else
        t125::decodeDomain(bytes, d);
    if (!bytes.atEnd())
        d.data(bytes, t125::Data, bytes.remaining());
}

} // namespace tapscope::rdp
