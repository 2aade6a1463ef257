#include "icmp_decoder.h"

#include <base/internet_checksum.h>
#include <decode/dissection.h>
#include <decode/icmp_extensions.h>
#include <decode/open_requests.h>
#include <decode/transport_checksum.h>

#include <array>
#include <bit>
#include <unordered_map>

namespace tapscope {
namespace {

enum MessageType : std::uint8_t {
    EchoReply = 0,
    Unreachable = 3,
    Quench = 4,
    Redirect = 5,
    AlternateAddress = 6,
    EchoRequest = 8,
    RouterAdvertisement = 9,
    RouterSolicitation = 10,
    TimeExceeded = 11,
    ParameterProblem = 12,
    TimestampRequest = 13,
    TimestampReply = 14,
    InformationRequest = 15,
    InformationReply = 16,
    MaskRequest = 17,
    MaskReply = 18,
    Photuris = 40,
    ExtendedRequest = 42,
    ExtendedReply = 43,
};
constexpr std::array types = {
    ValueName{EchoReply, "Echo (ping) reply"},
    ValueName{1, "Reserved"},
    ValueName{2, "Reserved"},
    ValueName{Unreachable, "Destination unreachable"},
    ValueName{Quench, "Source quench (flow control)"},
    ValueName{Redirect, "Redirect"},
    ValueName{AlternateAddress, "Alternate host address"},
    ValueName{EchoRequest, "Echo (ping) request"},
    ValueName{RouterAdvertisement, "Router advertisement"},
    ValueName{RouterSolicitation, "Router solicitation"},
    ValueName{TimeExceeded, "Time-to-live exceeded"},
    ValueName{ParameterProblem, "Parameter problem"},
    ValueName{TimestampRequest, "Timestamp request"},
    ValueName{TimestampReply, "Timestamp reply"},
    ValueName{InformationRequest, "Information request"},
    ValueName{InformationReply, "Information reply"},
    ValueName{MaskRequest, "Address mask request"},
    ValueName{MaskReply, "Address mask reply"},
    ValueName{19, "Reserved (for security)"},
    ValueName{30, "Traceroute"},
    ValueName{31, "Datagram Conversion Error"},
    ValueName{32, "Mobile Host Redirect"},
    ValueName{33, "IPv6 Where-Are-You"},
    ValueName{34, "IPv6 I-Am-Here"},
    ValueName{35, "Mobile Registration Request"},
    ValueName{36, "Mobile Registration Reply"},
    ValueName{37, "Domain Name Request"},
    ValueName{38, "Domain Name Reply"},
    ValueName{39, "SKIP"},
    ValueName{Photuris, "Photuris"},
    ValueName{41, "Experimental mobility protocols"},
    ValueName{ExtendedRequest, "Extended Echo request"},
    ValueName{ExtendedReply, "Extended Echo reply"},
};
constexpr std::string_view unknownType = "Unknown ICMP (obsolete or malformed?)";

constexpr std::array unreachableCodes = {
    ValueName{0, "Network unreachable"},
    ValueName{1, "Host unreachable"},
    ValueName{2, "Protocol unreachable"},
    ValueName{3, "Port unreachable"},
    ValueName{4, "Fragmentation needed"},
    ValueName{5, "Source route failed"},
    ValueName{6, "Destination network unknown"},
    ValueName{7, "Destination host unknown"},
    ValueName{8, "Source host isolated"},
    ValueName{9, "Network administratively prohibited"},
    ValueName{10, "Host administratively prohibited"},
    ValueName{11, "Network unreachable for TOS"},
    ValueName{12, "Host unreachable for TOS"},
    ValueName{13, "Communication administratively filtered"},
    ValueName{14, "Host precedence violation"},
    ValueName{15, "Precedence cutoff in effect"},
};
constexpr std::array redirectCodes = {ValueName{0, "Redirect for network"}, ValueName{1, "Redirect for host"},
                                      ValueName{2, "Redirect for TOS and network"},
                                      ValueName{3, "Redirect for TOS and host"}};
constexpr std::array alternateCodes = {ValueName{0, "Alternate address for host"}};
constexpr std::array advertisementCodes = {ValueName{0, "Normal router advertisement"},
                                           ValueName{16, "Does not route common traffic"}};
constexpr std::array timeCodes = {ValueName{0, "Time to live exceeded in transit"},
                                  ValueName{1, "Fragment reassembly time exceeded"}};
constexpr std::array parameterCodes = {ValueName{0, "Pointer indicates the error"},
                                       ValueName{1, "Required option missing"}, ValueName{2, "Bad length"}};
constexpr std::array photurisCodes = {
    ValueName{0, "Bad SPI"},           ValueName{1, "Authentication failed"}, ValueName{2, "Decompression failed"},
    ValueName{3, "Decryption failed"}, ValueName{4, "Need authentication"},   ValueName{5, "Need authorization"}};
constexpr std::array extendedRequestCodes = {ValueName{0, "No error"}};
constexpr std::array extendedReplyCodes = {ValueName{0, "No error"}, ValueName{1, "Malformed Query"},
                                           ValueName{2, "No Such Interface"}, ValueName{3, "No Such Table Entry"},
                                           ValueName{4, "Multiple Interfaces Satisfy Query"}};

std::span<const ValueName> codesOf(std::uint8_t type) {
    switch (type) {
    case Unreachable:
        return unreachableCodes;
    case Redirect:
        return redirectCodes;
    case AlternateAddress:
        return alternateCodes;
    case RouterAdvertisement:
        return advertisementCodes;
    case TimeExceeded:
        return timeCodes;
    case ParameterProblem:
        return parameterCodes;
    case Photuris:
        return photurisCodes;
    case ExtendedRequest:
        return extendedRequestCodes;
    case ExtendedReply:
        return extendedReplyCodes;
    default:
        return {};
    }
}

enum Field : std::uint16_t {
    Type,
    Code,
    Checksum,
    ChecksumStatus,
    Identifier,
    IdentifierLittle,
    Sequence,
    SequenceLittle,
    ResponseTo,
    ResponseTime,
    Gateway,
    Pointer,
    OriginalLength,
    NextHopMtu,
    AddressCount,
    AddressEntrySize,
    Lifetime,
    RouterAddress,
    Preference,
    Originate,
    Receive,
    Transmit,
    AddressMask,
    ExtendedSequence,
    ExtendedLocal,
    ExtendedState,
    ExtendedActive,
    ExtendedIpv4,
    ExtendedIpv6,
    Unused,
};
constexpr std::array ownFields = {
    FieldInfo{.name = "icmp.type", .title = "Type", .values = types},
    FieldInfo{.name = "icmp.code", .title = "Code"},
    FieldInfo{.name = "icmp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "icmp.checksum.status", .title = "Checksum Status"},
    FieldInfo{.name = "icmp.ident", .title = "Identifier (BE)", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.ident_le", .title = "Identifier (LE)", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.seq", .title = "Sequence Number (BE)", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.seq_le", .title = "Sequence Number (LE)", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.resp_to", .title = "Request frame", .fromHistory = true},
    FieldInfo{.name = "icmp.resptime",
              .title = "Response time",
              .type = FieldType::Double,
              .unit = " ms",
              .fromHistory = true},
    FieldInfo{.name = "icmp.redir_gw", .title = "Gateway Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "icmp.pointer", .title = "Pointer"},
    FieldInfo{.name = "icmp.length", .title = "Length"},
    FieldInfo{.name = "icmp.mtu", .title = "MTU of next hop"},
    FieldInfo{.name = "icmp.num_addrs", .title = "Number of addresses"},
    FieldInfo{.name = "icmp.addr_entry_size", .title = "Address entry size"},
    FieldInfo{.name = "icmp.lifetime", .title = "Lifetime", .unit = " seconds"},
    FieldInfo{.name = "icmp.router_address", .title = "Router address", .type = FieldType::Ipv4},
    FieldInfo{.name = "icmp.pref_level", .title = "Preference level", .type = FieldType::Signed},
    FieldInfo{.name = "icmp.originate_timestamp", .title = "Originate Timestamp"},
    FieldInfo{.name = "icmp.receive_timestamp", .title = "Receive Timestamp"},
    FieldInfo{.name = "icmp.transmit_timestamp", .title = "Transmit Timestamp"},
    FieldInfo{.name = "icmp.address_mask", .title = "Address Mask", .type = FieldType::Ipv4},
    FieldInfo{.name = "icmp.ext.echo.seq", .title = "Sequence Number", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.ext.echo.req.local", .title = "Local bit", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "icmp.ext.echo.rsp.state", .title = "State", .mask = 0xe0},
    FieldInfo{.name = "icmp.ext.echo.rsp.active", .title = "Active bit", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "icmp.ext.echo.rsp.ipv4", .title = "IPv4 bit", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "icmp.ext.echo.rsp.ipv6", .title = "IPv6 bit", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "icmp.unused", .title = "Unused", .type = FieldType::ByteString},
};
constexpr auto extensions = static_cast<Dissection::Field>(ownFields.size());
const auto fields = icmp::withExtensionFields(ownFields);
enum Table : std::uint8_t { Quoted };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"ip.proto", 1}};
const ProtocolInfo info = {.abbreviation = "icmp",
                           .title = "Internet Control Message Protocol",
                           .column = "ICMP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .learns = true};

/// The requests seen so far, by sequence number.
struct Requests final : ConversationState {
    struct Asked {
        SeenRequest request;
        std::uint16_t replyChecksum = 0;
    };
    std::unordered_map<std::uint16_t, Asked> bySequence = {};

    [[nodiscard]] std::size_t owned() const noexcept override {
        constexpr std::size_t links = 4 * sizeof(void*); // of an element, in its node, table and heap
        return bySequence.size() * (sizeof(decltype(bySequence)::value_type) + links);
    }
};

/// The checksum of the reply to a request, which returns its data as RFC 792 requires: only the type differs.
std::uint16_t replyChecksum(std::uint16_t ofRequest) {
    constexpr auto typeWord = std::uint16_t{EchoRequest << 8};
    const std::uint16_t sum = InternetChecksum()
                                  .add(static_cast<std::uint16_t>(~ofRequest))
                                  .add(static_cast<std::uint16_t>(~typeWord))
                                  .value();
    return sum == 0 ? std::uint16_t{0xffff} : sum;
}

/// The request that an echo reply answers; frame 0 if the request was not seen. The "replies" of an ICMP tunnel carry
/// other data and do not answer a request.
SeenRequest requestOf(Dissection& d, std::uint8_t type, std::uint16_t checksum, std::uint16_t identifier,
                      std::uint16_t sequence) {
    auto& carrier = d.carrier();
    carrier.sourcePort = carrier.destinationPort = identifier; // a separate conversation
    if (d.isLearning()) {
        auto& seen = d.conversation<Requests>().bySequence;
        if (type == EchoRequest) {
            seen[sequence] = {SeenRequest::in(d), replyChecksum(checksum)};
        } else if (const auto found = seen.find(sequence);
                   found != seen.end() && found->second.replyChecksum == checksum) {
            d.remember(found->second.request);
            seen.erase(found);
        }
    }
    return type == EchoRequest ? SeenRequest{} : d.recall<SeenRequest>().value_or(SeenRequest{});
}

void identified(ByteReader& bytes, Dissection& d, std::uint8_t type, std::uint16_t checksum) {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint16_t identifier = d.u16(bytes, Identifier);
    d.add(IdentifierLittle, {at, 2}, __builtin_bswap16(identifier));
    const std::uint16_t sequence = d.u16(bytes, Sequence);
    if (bytes.overrun())
        return;
    d.add(SequenceLittle, {at + 2, 2}, __builtin_bswap16(sequence));
    d.infoAppend(" id=0x{:04x}, seq={}/{}", identifier, sequence, __builtin_bswap16(sequence));
    if (d.carrier().timeToLive != 0)
        d.infoAppend(", ttl={}", d.carrier().timeToLive);
    if (type != EchoRequest && type != EchoReply)
        return;
    if (const SeenRequest request = requestOf(d, type, checksum, identifier, sequence); request.frame != 0) {
        d.add(ResponseTo, {}, request.frame);
        d.add(ResponseTime, {}, std::bit_cast<std::uint64_t>(static_cast<double>(request.timeTo(d)) / 1e6));
        d.infoAppend(" (request in {})", request.frame);
    }
}

/// Decodes the header and first bytes of the packet that the error is about (RFC 792): as layers, but not in the
/// columns.
/// `words` gives its length, if extensions follow it.
void quoted(ByteReader& bytes, Dissection& d, std::size_t words = 0) {
    constexpr std::uint32_t ipv4 = 0x0800;
    constexpr std::size_t wordSize = 4;
    d.layerLength(bytes.position());
    if (bytes.overrun())
        return;
    const ByteReader original = bytes.part(icmp::originalLength(bytes.rest(), words * wordSize));
    if (!bytes.atEnd())
        icmp::decodeExtensions(bytes, d, extensions);
    d.carrier().insideError = true;
    d.next(Quoted, ipv4, original);
}

/// The length of the quoted packet in words (RFC 4884). If it is zero, the octet is unused, as in RFC 792.
std::uint8_t wordsOfOriginal(ByteReader& bytes, Dissection& d) {
    ByteReader ahead = bytes;
    if (ahead.u8() != 0)
        return d.u8(bytes, OriginalLength);
    d.data(bytes, Unused, 1);
    return 0;
}

void routers(ByteReader& bytes, Dissection& d) {
    const unsigned count = d.u8(bytes, AddressCount);
    d.u8(bytes, AddressEntrySize);
    d.u16(bytes, Lifetime);
    for (unsigned i = 0; i < count && !bytes.atEnd(); ++i) {
        d.ipv4(bytes, RouterAddress);
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
        d.add(Preference, range, static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(bytes.u32())}));
    }
}

void body(ByteReader& bytes, Dissection& d, std::uint8_t type, std::uint8_t code, std::uint16_t checksum) {
    switch (type) {
    case EchoRequest:
    case EchoReply:
        identified(bytes, d, type, checksum);
        d.layerLength(bytes.position());
        d.nextAsData(ByteReader(bytes.rest(), bytes.offset()));
        return;
    case InformationRequest:
    case InformationReply:
    case MaskRequest:
    case MaskReply:
    case TimestampRequest:
    case TimestampReply:
        identified(bytes, d, type, checksum);
        if (type == MaskRequest || type == MaskReply)
            d.ipv4(bytes, AddressMask);
        if (type == TimestampRequest || type == TimestampReply) {
            d.u32(bytes, Originate);
            d.u32(bytes, Receive);
            d.u32(bytes, Transmit);
        }
        return;
    case ExtendedRequest:
    case ExtendedReply: {
        d.u16(bytes, Identifier);
        d.u8(bytes, ExtendedSequence);
        if (type == ExtendedRequest) {
            d.u8(bytes, ExtendedLocal);
            if (!bytes.atEnd())
                icmp::decodeExtensions(bytes, d, extensions);
            return;
        }
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
        d.addBits({ExtendedState, ExtendedActive, ExtendedIpv4, ExtendedIpv6}, range, bytes.u8());
        return;
    }
    case Unreachable:
    case TimeExceeded: {
        constexpr std::uint8_t fragmentationNeeded = 4;
        d.data(bytes, Unused, 1);
        const std::uint8_t words = wordsOfOriginal(bytes, d);
        if (type == Unreachable && code == fragmentationNeeded)
            d.u16(bytes, NextHopMtu);
        else
            d.data(bytes, Unused, 2);
        return quoted(bytes, d, words);
    }
    case Redirect:
        d.ipv4(bytes, Gateway);
        return quoted(bytes, d);
    case ParameterProblem: {
        d.u8(bytes, Pointer);
        const std::uint8_t words = wordsOfOriginal(bytes, d);
        d.data(bytes, Unused, 2);
        return quoted(bytes, d, words);
    }
    case Quench:
        d.data(bytes, Unused, 4);
        return quoted(bytes, d);
    case RouterAdvertisement:
        return routers(bytes, d);
    default:
        return;
    }
}

} // namespace

const ProtocolInfo& IcmpDecoder::protocol() const noexcept {
    return info;
}

void IcmpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t header = 4;
    const Bytes message = bytes.rest();
    if (!bytes.has(header)) { // fewer bytes are of no use
        bytes.skip(header);
        return;
    }
    const std::uint8_t type = d.u8(bytes, Type);
    const std::uint8_t code = d.u8(bytes, Code);
    const auto codes = codesOf(type);
    d.info("{:<20}", nameOf(types, type, unknownType));
    if (const std::string_view name = nameOf(codes, code); !name.empty()) {
        d.infoAppend(" ({})", name);
    } else if (!codes.empty()) {
        d.infoAppend(" (Unknown code: {})", code);
    }
    const std::uint16_t checksum = d.u16(bytes, Checksum);
    if (bytes.overrun())
        return;
    if (d.wants(ChecksumStatus))
        verify(d, message, checksum);
    d.layerLabel("Internet Control Message Protocol, {}", nameOf(types, type, "unknown type"));
    body(bytes, d, type, code, checksum);
}

void IcmpDecoder::verify(Dissection& d, Bytes message, std::uint16_t found) {
    ChecksumVerdict verdict;
    const auto& carrier = d.carrier();
    if (!carrier.isFragment && !carrier.insideError && carrier.isWhole) {
        verdict.state = InternetChecksum().add(message).value() == 0 ? ChecksumState::Good : ChecksumState::Bad;
        verdict.expected = InternetChecksum().add(message.first(2)).add(message.subspan(4)).value();
    }
    labelChecksum(d, found, verdict);
    d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
}

} // namespace tapscope
