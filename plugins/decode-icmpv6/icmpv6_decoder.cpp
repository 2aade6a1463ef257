#include "icmpv6_decoder.h"

#include "neighbour_options.h"

#include <decode/icmp_extensions.h>
#include <decode/open_requests.h>
#include <decode/transport_checksum.h>

#include <array>
#include <bit>
#include <unordered_map>

namespace tapscope {
namespace {

using namespace icmpv6;

constexpr std::uint8_t unreachable = 1, packetTooBig = 2, timeExceeded = 3, parameterProblem = 4, echoRequest = 128,
                       echoReply = 129, listenerQuery = 130, listenerReport = 131, listenerDone = 132,
                       routerSolicitation = 133, routerAdvertisement = 134, neighbourSolicitation = 135,
                       neighbourAdvertisement = 136, redirect = 137, routerRenumbering = 138, nodeQuery = 139,
                       nodeReply = 140, listenerReportV2 = 143, extendedRequest = 160, extendedReply = 161;

constexpr std::array types = {
    ValueName{1, "Destination Unreachable"},
    ValueName{2, "Packet Too Big"},
    ValueName{3, "Time Exceeded"},
    ValueName{4, "Parameter Problem"},
    ValueName{128, "Echo (ping) request"},
    ValueName{129, "Echo (ping) reply"},
    ValueName{130, "Multicast Listener Query"},
    ValueName{131, "Multicast Listener Report"},
    ValueName{132, "Multicast Listener Done"},
    ValueName{133, "Router Solicitation"},
    ValueName{134, "Router Advertisement"},
    ValueName{135, "Neighbor Solicitation"},
    ValueName{136, "Neighbor Advertisement"},
    ValueName{137, "Redirect"},
    ValueName{138, "Router Renumbering"},
    ValueName{139, "Node Information Query"},
    ValueName{140, "Node Information Reply"},
    ValueName{141, "Inverse Neighbor Discovery Solicitation"},
    ValueName{142, "Inverse Neighbor Discovery Advertisement"},
    ValueName{143, "Multicast Listener Report Message v2"},
    ValueName{144, "Home Agent Address Discovery Request"},
    ValueName{145, "Home Agent Address Discovery Reply"},
    ValueName{146, "Mobile Prefix Solicitation"},
    ValueName{147, "Mobile Prefix Advertisement"},
    ValueName{148, "Certification Path Solicitation"},
    ValueName{149, "Certification Path Advertisement"},
    ValueName{150, "Experimental Mobility"},
    ValueName{151, "Multicast Router Advertisement"},
    ValueName{152, "Multicast Router Solicitation"},
    ValueName{153, "Multicast Router Termination"},
    ValueName{154, "FMIPv6"},
    ValueName{155, "RPL Control"},
    ValueName{156, "ILNPv6 Locator Update"},
    ValueName{157, "Duplicate Address Request"},
    ValueName{158, "Duplicate Address Confirmation"},
    ValueName{159, "MPL Control"},
    ValueName{160, "Extended Echo request"},
    ValueName{161, "Extended Echo reply"},
};
constexpr std::array unreachableCodes = {ValueName{0, "no route to destination"},
                                         ValueName{1, "Administratively prohibited"},
                                         ValueName{2, "Beyond scope of source address"},
                                         ValueName{3, "Address unreachable"},
                                         ValueName{4, "Port unreachable"},
                                         ValueName{5, "Source address failed ingress/egress policy"},
                                         ValueName{6, "Reject route to destination"},
                                         ValueName{7, "Error in Source Routing Header"},
                                         ValueName{8, "Headers too long"},
                                         ValueName{9, "Error in P-Route"}};
constexpr std::array timeCodes = {ValueName{0, "hop limit exceeded in transit"},
                                  ValueName{1, "fragment reassembly time exceeded"}};
constexpr std::array parameterCodes = {ValueName{0, "erroneous header field encountered"},
                                       ValueName{1, "unrecognized Next Header type encountered"},
                                       ValueName{2, "unrecognized IPv6 option encountered"},
                                       ValueName{3, "IPv6 First Fragment has incomplete IPv6 Header Chain"},
                                       ValueName{4, "SR Upper-layer Header Error"},
                                       ValueName{5, "unrecognized Next Header type encountered by intermediate node"},
                                       ValueName{6, "extension header too big"},
                                       ValueName{7, "extension header chain too long"},
                                       ValueName{8, "too many extension headers"},
                                       ValueName{9, "too many options in extension header"},
                                       ValueName{10, "option too big"}};
constexpr std::array renumberingCodes = {ValueName{0, "Command"}, ValueName{1, "Result"},
                                         ValueName{255, "Sequence number reset"}};
constexpr std::array nodeQueryCodes = {ValueName{0, "Query subject = IPv6 addresses"},
                                       ValueName{1, "Query subject = DNS name or empty"},
                                       ValueName{2, "Query subject = IPv4 addresses"}};
constexpr std::array nodeReplyCodes = {ValueName{0, "Successful"}, ValueName{1, "Refuses to answer"},
                                       ValueName{2, "Unknown query type"}};
constexpr std::array extendedRequestCodes = {ValueName{0, "No error"}};
constexpr std::array extendedReplyCodes = {ValueName{0, "No error"}, ValueName{1, "Malformed Query"},
                                           ValueName{2, "No Such Interface"}, ValueName{3, "No Such Table Entry"},
                                           ValueName{4, "Multiple Interfaces Satisfy Query"}};

std::span<const ValueName> codesOf(std::uint8_t type) {
    switch (type) {
    case unreachable:
        return unreachableCodes;
    case timeExceeded:
        return timeCodes;
    case parameterProblem:
        return parameterCodes;
    case routerRenumbering:
        return renumberingCodes;
    case nodeQuery:
        return nodeQueryCodes;
    case nodeReply:
        return nodeReplyCodes;
    case extendedRequest:
        return extendedRequestCodes;
    case extendedReply:
        return extendedReplyCodes;
    default:
        return {};
    }
}
constexpr std::array recordTypes = {ValueName{1, "Include"},
                                    ValueName{2, "Exclude"},
                                    ValueName{3, "Changed to include"},
                                    ValueName{4, "Changed to exclude"},
                                    ValueName{5, "Allow new sources"},
                                    ValueName{6, "Block old sources"}};
constexpr std::array optionTypes = {ValueName{1, "Source link-layer address"},
                                    ValueName{2, "Target link-layer address"},
                                    ValueName{3, "Prefix information"},
                                    ValueName{4, "Redirected header"},
                                    ValueName{5, "MTU"},
                                    ValueName{14, "Nonce"},
                                    ValueName{25, "Recursive DNS Server"},
                                    ValueName{31, "DNS Search List"}};

// In the order of icmpv6::Field.
constexpr std::array ownFields = {
    FieldInfo{.name = "icmpv6.type", .title = "Type", .values = types},
    FieldInfo{.name = "icmpv6.code", .title = "Code"},
    FieldInfo{.name = "icmpv6.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "icmpv6.checksum.status", .title = "Checksum Status"},
    FieldInfo{.name = "icmpv6.echo.identifier", .title = "Identifier", .base = Base::Hex},
    FieldInfo{.name = "icmpv6.echo.sequence_number", .title = "Sequence"},
    FieldInfo{.name = "icmpv6.mtu", .title = "MTU"},
    FieldInfo{.name = "icmpv6.nd.ns.target_address", .title = "Target Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "icmpv6.nd.na.target_address", .title = "Target Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "icmpv6.nd.na.flag", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "icmpv6.nd.na.flag.r", .title = "Router", .type = FieldType::Boolean, .mask = 0x80000000},
    FieldInfo{.name = "icmpv6.nd.na.flag.s", .title = "Solicited", .type = FieldType::Boolean, .mask = 0x40000000},
    FieldInfo{.name = "icmpv6.nd.na.flag.o", .title = "Override", .type = FieldType::Boolean, .mask = 0x20000000},
    FieldInfo{.name = "icmpv6.nd.ra.cur_hop_limit", .title = "Cur hop limit"},
    FieldInfo{.name = "icmpv6.nd.ra.flag", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "icmpv6.nd.ra.flag.m",
              .title = "Managed address configuration",
              .type = FieldType::Boolean,
              .mask = 0x80},
    FieldInfo{.name = "icmpv6.nd.ra.flag.o", .title = "Other configuration", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "icmpv6.nd.ra.router_lifetime", .title = "Router lifetime", .unit = " s"},
    FieldInfo{.name = "icmpv6.nd.ra.reachable_time", .title = "Reachable time", .unit = " ms"},
    FieldInfo{.name = "icmpv6.nd.ra.retrans_timer", .title = "Retrans timer", .unit = " ms"},
    FieldInfo{.name = "icmpv6.mld.multicast_address", .title = "Multicast Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "icmpv6.mldr.nb_mcast_records", .title = "Number of Multicast Address Records"},
    FieldInfo{.name = "icmpv6.opt.type", .title = "Type", .values = optionTypes},
    FieldInfo{.name = "icmpv6.opt.length", .title = "Length (in units of 8 bytes)"},
    FieldInfo{.name = "icmpv6.opt.linkaddr", .title = "Link-layer address", .type = FieldType::Mac},
    FieldInfo{.name = "icmpv6.opt.mtu", .title = "MTU"},
    FieldInfo{.name = "icmpv6.opt.prefix.length", .title = "Prefix Length"},
    FieldInfo{.name = "icmpv6.opt.prefix", .title = "Prefix", .type = FieldType::Ipv6},
    FieldInfo{.name = "icmpv6.opt.data", .title = "Option data", .type = FieldType::ByteString},
    FieldInfo{.name = "icmpv6.resp_to", .title = "Response To", .fromHistory = true},
    FieldInfo{.name = "icmpv6.resptime",
              .title = "Response Time",
              .type = FieldType::Double,
              .unit = " ms",
              .fromHistory = true},
    FieldInfo{.name = "icmpv6.mldr.mar.record_type", .title = "Record Type", .values = recordTypes},
    FieldInfo{.name = "icmpv6.mldr.mar.aux_data_len", .title = "Aux Data Len"},
    FieldInfo{.name = "icmpv6.mldr.mar.nb_sources", .title = "Number of Sources"},
    FieldInfo{.name = "icmpv6.mldr.mar.multicast_address", .title = "Multicast Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "icmpv6.mldr.mar.source_address", .title = "Source Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "icmpv6.pointer", .title = "Pointer"},
    FieldInfo{.name = "icmpv6.nd.rd.target_address", .title = "Target Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "icmpv6.rd.na.destination_address", .title = "Destination Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "icmpv6.ext.echo.seq", .title = "Sequence Number", .base = Base::DecimalHex},
    FieldInfo{.name = "icmpv6.ext.echo.req.local", .title = "Local bit", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "icmpv6.ext.echo.rsp.state", .title = "State", .mask = 0xe0},
    FieldInfo{.name = "icmpv6.length", .title = "Length of original datagram"},
    FieldInfo{.name = "icmpv6.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "icmpv6.mld.maximum_response_delay", .title = "Maximum Response Delay [ms]"},
    FieldInfo{.name = "icmpv6.mldr.mar.auxiliary_data", .title = "Auxiliary Data", .type = FieldType::ByteString},
    FieldInfo{.name = "icmpv6.opt.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "icmpv6.opt.prefix.flag", .title = "Flag", .base = Base::Hex},
    FieldInfo{.name = "icmpv6.opt.prefix.flag.l", .title = "On-link flag(L)", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "icmpv6.opt.prefix.flag.a",
              .title = "Autonomous address-configuration flag(A)",
              .type = FieldType::Boolean,
              .mask = 0x40},
    FieldInfo{.name = "icmpv6.opt.prefix.flag.r",
              .title = "Router address flag(R)",
              .type = FieldType::Boolean,
              .mask = 0x20},
    FieldInfo{.name = "icmpv6.opt.prefix.valid_lifetime", .title = "Valid Lifetime", .unit = " s"},
    FieldInfo{.name = "icmpv6.opt.prefix.preferred_lifetime", .title = "Preferred Lifetime", .unit = " s"},
    FieldInfo{.name = "icmpv6.opt.rdnss.lifetime", .title = "Lifetime", .unit = " s"},
    FieldInfo{.name = "icmpv6.opt.rdnss", .title = "Recursive DNS Servers", .type = FieldType::Ipv6},
};
constexpr auto extensions = static_cast<Dissection::Field>(ownFields.size());
const auto fields = icmp::withExtensionFields(ownFields);
enum Table : std::uint8_t { Quoted };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"ip.proto", 58}};
const ProtocolInfo info = {.abbreviation = "icmpv6",
                           .title = "Internet Control Message Protocol v6",
                           .column = "ICMPv6",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .learns = true};

/// The echo requests seen so far, by sequence number.
struct Requests final : ConversationState {
    std::unordered_map<std::uint16_t, SeenRequest> bySequence = {};

    [[nodiscard]] std::size_t owned() const noexcept override {
        constexpr std::size_t links = 4 * sizeof(void*); // of an element, in its node, table and heap
        return bySequence.size() * (sizeof(decltype(bySequence)::value_type) + links);
    }
};

/// The request that an echo reply answers; frame 0 if the request was not seen.
SeenRequest requestOf(Dissection& d, bool isRequest, std::uint16_t identifier, std::uint16_t sequence) {
    auto& carrier = d.carrier();
    carrier.sourcePort = carrier.destinationPort = identifier; // a separate conversation
    if (d.isLearning()) {
        auto& seen = d.conversation<Requests>().bySequence;
        if (isRequest) {
            seen[sequence] = SeenRequest::in(d);
        } else if (const auto found = seen.find(sequence); found != seen.end()) {
            d.remember(found->second);
            seen.erase(found);
        }
    }
    return isRequest ? SeenRequest{} : d.recall<SeenRequest>().value_or(SeenRequest{});
}

void listenerRecords(ByteReader& bytes, Dissection& d) {
    d.data(bytes, Reserved, 2);
    const unsigned records = d.u16(bytes, RecordCount);
    for (unsigned i = 0; i < records && !bytes.atEnd(); ++i) {
        d.u8(bytes, RecordType);
        const std::size_t auxiliary = d.u8(bytes, RecordAuxiliary) * 4U;
        const unsigned sources = d.u16(bytes, RecordSources);
        d.ipv6(bytes, RecordGroup);
        for (unsigned j = 0; j < sources && !bytes.atEnd(); ++j)
            d.ipv6(bytes, RecordSource);
        if (auxiliary > 0)
            d.data(bytes, RecordAuxiliaryData, auxiliary);
    }
}

} // namespace

const ProtocolInfo& Icmpv6Decoder::protocol() const noexcept {
    return info;
}

void Icmpv6Decoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes message = bytes.rest();
    const std::uint8_t type = d.u8(bytes, Type);
    const std::uint8_t code = d.u8(bytes, Code);
    const std::uint16_t checksum = d.u16(bytes, Checksum);
    if (bytes.overrun())
        return;
    if (d.wants(ChecksumStatus)) {
        constexpr std::uint8_t protocolNumber = 58;
        const auto verdict = verifyTransportChecksum(d, message, protocolNumber, 2);
        labelChecksum(d, checksum, verdict);
        d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
    }
    d.info("{}", nameOf(types, type, "Unknown"));
    if (const auto codes = codesOf(type); !codes.empty())
        d.infoAppend(" ({})", nameOf(codes, code, "Unknown"));
    d.layerLabel("Internet Control Message Protocol v6, {}", nameOf(types, type, "unknown type"));
    body(bytes, d, type);
}

void Icmpv6Decoder::body(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    switch (type) {
    case echoRequest:
    case echoReply: {
        const std::uint16_t identifier = d.u16(bytes, Identifier);
        const std::uint16_t sequence = d.u16(bytes, Sequence);
        d.info("Echo (ping) {} id=0x{:04x}, seq={}, hop limit={}", type == echoRequest ? "request" : "reply",
               identifier, sequence, d.carrier().timeToLive);
        if (const SeenRequest request = requestOf(d, type == echoRequest, identifier, sequence); request.frame != 0) {
            d.add(ResponseTo, {}, request.frame);
            d.add(ResponseTime, {}, std::bit_cast<std::uint64_t>(static_cast<double>(request.timeTo(d)) / 1e6));
            d.infoAppend(" (request in {})", request.frame);
        }
        d.layerLength(bytes.position());
        d.nextAsData(bytes);
        return;
    }
    case unreachable:
    case timeExceeded: {
        const std::uint8_t words = d.u8(bytes, OriginalLength);
        d.data(bytes, Reserved, 3);
        return quoted(bytes, d, words);
    }
    case packetTooBig:
        d.u32(bytes, Mtu);
        return quoted(bytes, d);
    case parameterProblem:
        d.u32(bytes, Pointer);
        return quoted(bytes, d);
    case neighbourSolicitation: {
        d.data(bytes, Reserved, 4);
        const auto target = ColumnAddress::ipv6(d.ipv6(bytes, SolicitedTarget));
        const Bytes from = decodeNeighbourOptions(bytes, d);
        if (d.wantsColumns())
            d.info("Neighbor Solicitation for {}{}{}", ColumnText(target).view(), from.empty() ? "" : " from ",
                   ColumnText(from.empty() ? ColumnAddress{} : ColumnAddress::mac(from)).view());
        return;
    }
    case neighbourAdvertisement:
        return neighbourAdvertised(bytes, d);
    case routerSolicitation: {
        d.data(bytes, Reserved, 4);
        const Bytes from = decodeNeighbourOptions(bytes, d);
        if (d.wantsColumns() && !from.empty())
            d.info("Router Solicitation from {}", ColumnText(ColumnAddress::mac(from)).view());
        return;
    }
    case routerAdvertisement:
        return routerAdvertised(bytes, d);
    case redirect:
        d.data(bytes, Reserved, 4);
        d.ipv6(bytes, RedirectTarget);
        d.ipv6(bytes, RedirectDestination);
        decodeNeighbourOptions(bytes, d);
        return;
    case listenerQuery:
    case listenerReport:
    case listenerDone:
        d.u16(bytes, MaximumDelay);
        d.data(bytes, Reserved, 2);
        d.ipv6(bytes, MulticastAddress);
        return;
    case listenerReportV2:
        return listenerRecords(bytes, d);
    case extendedRequest:
    case extendedReply:
        d.u16(bytes, Identifier);
        d.u8(bytes, ExtendedSequence);
        d.u8(bytes, type == extendedRequest ? ExtendedLocal : ExtendedState);
        if (type == extendedRequest && !bytes.atEnd()) {
            d.passThrough("icmp"); // the object that names the interface has the same format as in ICMP (RFC 8335)
            icmp::decodeExtensions(bytes, d, extensions);
        }
        return;
    default:
        return;
    }
}

void Icmpv6Decoder::neighbourAdvertised(ByteReader& bytes, Dissection& d) {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint32_t flags = d.u32(bytes, AdvertisementFlags);
    if (bytes.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({RouterFlag, SolicitedFlag, OverrideFlag}, {at, 4}, flags);
    }
    const auto target = ColumnAddress::ipv6(d.ipv6(bytes, AdvertisedTarget));
    const Bytes where = decodeNeighbourOptions(bytes, d);
    if (!d.wantsColumns())
        return;
    d.info("Neighbor Advertisement {} (", ColumnText(target).view());
    const std::array<std::pair<std::uint32_t, std::string_view>, 3> names = {
        {{0x80000000U, "rtr"}, {0x40000000U, "sol"}, {0x20000000U, "ovr"}}};
    bool first = true;
    for (const auto& [bit, name] : names) {
        if ((flags & bit) == 0)
            continue;
        d.infoAppend("{}{}", first ? "" : ", ", name);
        first = false;
    }
    d.infoAppend("){}{}", where.empty() ? "" : " is at ",
                 ColumnText(where.empty() ? ColumnAddress{} : ColumnAddress::mac(where)).view());
}

void Icmpv6Decoder::routerAdvertised(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, HopLimit);
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t flags = d.u8(bytes, RouterFlags);
    {
        const auto nest = d.nest();
        d.addBits({ManagedFlag, OtherFlag}, {at, 1}, flags);
    }
    d.u16(bytes, RouterLifetime);
    d.u32(bytes, ReachableTime);
    d.u32(bytes, RetransmitTimer);
    const Bytes from = decodeNeighbourOptions(bytes, d);
    if (d.wantsColumns() && !from.empty())
        d.info("Router Advertisement from {}", ColumnText(ColumnAddress::mac(from)).view());
}

void Icmpv6Decoder::quoted(ByteReader& bytes, Dissection& d, std::size_t words) {
    constexpr std::uint32_t ipv6 = 0x86dd;
    constexpr std::size_t wordSize = 8; // RFC 4884 section 4.4
    if (!bytes.overrun()) {
        d.layerLength(bytes.position());
        const ByteReader original = bytes.part(icmp::originalLength(bytes.rest(), words * wordSize));
        if (!bytes.atEnd())
            icmp::decodeExtensions(bytes, d, extensions);
        d.carrier().insideError = true;
        d.next(Quoted, ipv6, original);
    } else {
        d.carrier().insideError = true;
    }
}

} // namespace tapscope
