#include "ipv6_decoders.h"

#include <decode/dissection.h>
#include <decode/fragments.h>
#include <decode/ip_protocols.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

using Header = Ipv6ExtensionDecoder::Header;

constexpr std::uint8_t padOne = 0, padMany = 1, routerAlert = 5, jumbo = 0xc2, homeAddress = 0xc9;

enum OptionsField : std::uint16_t {
    Next,
    Length,
    OptionType,
    OptionAction,
    OptionMayChange,
    OptionLength,
    OptionPadding,
    OptionRouterAlert,
    OptionJumbo,
    OptionHomeAddress,
    OptionData
};
constexpr std::array optionTypes = {ValueName{padOne, "Pad1"},
                                    ValueName{padMany, "PadN"},
                                    ValueName{4, "Tunnel Encapsulation Limit"},
                                    ValueName{routerAlert, "Router Alert"},
                                    ValueName{7, "CALIPSO"},
                                    ValueName{8, "SMF DPD"},
                                    ValueName{15, "Performance and Diagnostic Metrics"},
                                    ValueName{0x26, "Quick-Start"},
                                    ValueName{0x63, "RPL Option"},
                                    ValueName{0x6d, "MPL Option"},
                                    ValueName{jumbo, "Jumbo Payload"},
                                    ValueName{homeAddress, "Home Address"}};
constexpr std::array actions = {ValueName{0, "Skip and continue"}, ValueName{1, "Discard"},
                                ValueName{2, "Discard and send ICMP Parameter Problem"},
                                ValueName{3, "Discard and send ICMP if not multicast"}};
constexpr std::array routerAlerts = {ValueName{0, "MLD"}, ValueName{1, "RSVP"}, ValueName{2, "Active Networks"}};

std::array<FieldInfo, 11> optionsFields(std::string_view next, std::string_view length) {
    return {
        FieldInfo{.name = next, .title = "Next Header", .values = ipProtocolNames()},
        FieldInfo{.name = length, .title = "Length"},
        FieldInfo{.name = "ipv6.opt.type", .title = "Type", .base = Base::Hex, .values = optionTypes},
        FieldInfo{.name = "ipv6.opt.type.action", .title = "Action", .values = actions, .mask = 0xc0},
        FieldInfo{.name = "ipv6.opt.type.change", .title = "May Change", .type = FieldType::Boolean, .mask = 0x20},
        FieldInfo{.name = "ipv6.opt.length", .title = "Length"},
        FieldInfo{.name = "ipv6.opt.padn", .title = "PadN", .type = FieldType::ByteString},
        FieldInfo{.name = "ipv6.opt.router_alert", .title = "Router Alert", .values = routerAlerts},
        FieldInfo{.name = "ipv6.opt.jumbo", .title = "Payload Length"},
        FieldInfo{.name = "ipv6.opt.mipv6.home_address", .title = "MIPv6 Home Address", .type = FieldType::Ipv6},
        FieldInfo{.name = "ipv6.opt.experimental", .title = "Option Payload", .type = FieldType::ByteString},
    };
}
const auto hopByHopFields = optionsFields("ipv6.hopopts.nxt", "ipv6.hopopts.len");
const auto destinationFields = optionsFields("ipv6.dstopts.nxt", "ipv6.dstopts.len");

enum RoutingField : std::uint16_t {
    RoutingNext,
    RoutingLength,
    RoutingType,
    SegmentsLeft,
    SourceRouteReserved,
    SourceRouteAddress,
    HomeReserved,
    HomeAddress,
    LastEntry,
    SegmentFlags,
    SegmentTag,
    SegmentAddress,
    RoutingData,
};
constexpr std::array routingTypes = {ValueName{0, "Source Route"},
                                     ValueName{1, "Nimrod"},
                                     ValueName{2, "Type 2 Routing"},
                                     ValueName{3, "RPL Source Route"},
                                     ValueName{4, "Segment Routing"},
                                     ValueName{5, "Compact Routing (16-bit)"},
                                     ValueName{6, "Compact Routing (32-bit)"}};
const std::array routingFields = {
    FieldInfo{.name = "ipv6.routing.nxt", .title = "Next Header", .values = ipProtocolNames()},
    FieldInfo{.name = "ipv6.routing.len", .title = "Length"},
    FieldInfo{.name = "ipv6.routing.type", .title = "Type", .values = routingTypes},
    FieldInfo{.name = "ipv6.routing.segleft", .title = "Segments Left"},
    FieldInfo{.name = "ipv6.routing.src.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "ipv6.routing.src.addr", .title = "Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "ipv6.routing.mipv6.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "ipv6.routing.mipv6.home_address", .title = "Home Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "ipv6.routing.srh.last_entry", .title = "Last Entry"},
    FieldInfo{.name = "ipv6.routing.srh.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "ipv6.routing.srh.tag", .title = "Tag", .type = FieldType::ByteString},
    FieldInfo{.name = "ipv6.routing.srh.addr", .title = "Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "ipv6.routing.unknown_data", .title = "Type-Specific Data", .type = FieldType::ByteString},
};

enum FragmentField : std::uint16_t {
    FragmentNext,
    Reserved,
    Offset,
    More,
    Identification,
    Fragments,
    FragmentFrame,
    FragmentOverlap,
    FragmentConflict,
    FragmentCount,
    ReassembledIn,
    ReassembledLength,
    ReassembledData,
    FragmentData,
};
const std::array fragmentFields = {
    FieldInfo{.name = "ipv6.fraghdr.nxt", .title = "Next Header", .values = ipProtocolNames()},
    FieldInfo{.name = "ipv6.fraghdr.reserved_octet", .title = "Reserved octet", .base = Base::Hex},
    FieldInfo{.name = "ipv6.fraghdr.offset", .title = "Offset", .mask = 0xfff8},
    FieldInfo{.name = "ipv6.fraghdr.more", .title = "More Fragments", .type = FieldType::Boolean, .mask = 1},
    FieldInfo{.name = "ipv6.fraghdr.ident", .title = "Identification", .base = Base::Hex},
    FieldInfo{.name = "ipv6.fragments", .title = "IPv6 Fragments", .type = FieldType::Label, .fromHistory = true},
    FieldInfo{.name = "ipv6.fragment", .title = "IPv6 Fragment", .fromHistory = true},
    FieldInfo{
        .name = "ipv6.fragment.overlap", .title = "Fragment overlap", .type = FieldType::Boolean, .fromHistory = true},
    FieldInfo{.name = "ipv6.fragment.overlap.conflict",
              .title = "Conflicting data in fragment overlap",
              .type = FieldType::Boolean,
              .fromHistory = true},
    FieldInfo{.name = "ipv6.fragment.count", .title = "Fragment count", .fromHistory = true},
    FieldInfo{.name = "ipv6.reassembled.in", .title = "Reassembled IPv6 in frame", .fromHistory = true},
    FieldInfo{.name = "ipv6.reassembled.length", .title = "Reassembled IPv6 length", .fromHistory = true},
    FieldInfo{.name = "ipv6.reassembled.data",
              .title = "Reassembled IPv6 data",
              .type = FieldType::ByteString,
              .fromHistory = true},
    FieldInfo{.name = "ipv6.fragment.data",
              .title = "Data of this fragment",
              .type = FieldType::ByteString,
              .fromHistory = true},
};
constexpr AssemblyFields assemblyFields = {.list = Fragments,
                                           .part = FragmentFrame,
                                           .overlap = FragmentOverlap,
                                           .conflict = FragmentConflict,
                                           .count = FragmentCount,
                                           .completedIn = ReassembledIn,
                                           .length = ReassembledLength,
                                           .data = ReassembledData};

enum ExtensionTable : std::uint8_t { ByNextHeader };
constexpr std::array<std::string_view, 1> extensionTables = {"ip.proto"};
constexpr std::array hooksOf = {std::array{Hook{"ip.proto", 0}}, std::array{Hook{"ip.proto", 43}},
                                std::array{Hook{"ip.proto", 44}}, std::array{Hook{"ip.proto", 60}}};
// In the order of Header.
const std::array infos = {
    ProtocolInfo{.abbreviation = "ipv6.hopopts",
                 .title = "IPv6 Hop-by-Hop Option",
                 .column = "",
                 .fields = hopByHopFields,
                 .hooks = hooksOf[0],
                 .tables = extensionTables},
    ProtocolInfo{.abbreviation = "ipv6.routing",
                 .title = "Routing Header for IPv6",
                 .column = "",
                 .fields = routingFields,
                 .hooks = hooksOf[1],
                 .tables = extensionTables},
    ProtocolInfo{.abbreviation = "ipv6.fraghdr",
                 .title = "Fragment Header for IPv6",
                 .column = "",
                 .fields = fragmentFields,
                 .hooks = hooksOf[2],
                 .tables = extensionTables,
                 .learns = true},
    ProtocolInfo{.abbreviation = "ipv6.dstopts",
                 .title = "Destination Options for IPv6",
                 .column = "",
                 .fields = destinationFields,
                 .hooks = hooksOf[3],
                 .tables = extensionTables},
};

void optionBody(ByteReader& option, Dissection& d, std::uint8_t type) {
    switch (type) {
    case padMany:
        d.data(option, OptionPadding, option.remaining());
        break;
    case routerAlert:
        d.u16(option, OptionRouterAlert);
        break;
    case jumbo:
        d.u32(option, OptionJumbo);
        break;
    case homeAddress:
        d.ipv6(option, OptionHomeAddress);
        break;
    default:
        if (!option.atEnd())
            d.data(option, OptionData, option.remaining());
    }
}

struct OptionSize {
    std::uint8_t type;
    std::size_t smallest, largest;
};
constexpr std::size_t largestOption = 255;
constexpr std::array optionSizes = {
    OptionSize{4, 1, 1},             // Tunnel Encapsulation Limit (RFC 2473)
    OptionSize{routerAlert, 2, 2},   // RFC 2711
    OptionSize{7, 8, largestOption}, // CALIPSO (RFC 5570)
    OptionSize{0x26, 6, 6},          // Quick-Start (RFC 4782)
    OptionSize{0x30, 4, 4},          // Minimum Path MTU (RFC 9268)
    OptionSize{jumbo, 4, 4},         // RFC 2675
    OptionSize{homeAddress, 16, 16}, // RFC 6275
};

bool sizeFits(std::uint8_t type, std::size_t size) noexcept {
    const auto known = std::ranges::find(optionSizes, type, &OptionSize::type);
    return known == optionSizes.end() || (size >= known->smallest && size <= known->largest);
}

std::uint8_t decodeOptions(ByteReader& bytes, Dissection& d) {
    const std::uint8_t next = d.u8(bytes, Next);
    const std::size_t size = d.u8(bytes, Length) * 8U + 6U;
    const bool isWhole = bytes.has(size);
    ByteReader options = bytes.part(size);
    std::string_view damage;
    while (!options.atEnd()) {
        const ByteRange range{static_cast<std::uint32_t>(options.offset()), 1};
        const std::uint8_t type = d.u8(options, OptionType);
        const auto nest = d.nest();
        d.addBits({OptionAction, OptionMayChange}, range, type);
        if (type == padOne)
            continue;
        const std::uint8_t length = d.u8(options, OptionLength);
        if (!options.has(length)) {
            d.mark(FieldValue::Mark::Warning);
            damage = "an option does not fit";
            break;
        }
        if (!sizeFits(type, length))
            damage = "an option's length is not one of its type";
        ByteReader option = options.part(length);
        optionBody(option, d, type);
    }
    if (!isWhole)
        bytes.skip(1); // its length exceeds the available bytes
    else if (options.overrun() || !damage.empty())
        d.malformed(damage.empty() ? "an option ends before its length" : damage);
    return next;
}

std::uint8_t decodeRouting(ByteReader& bytes, Dissection& d) {
    enum Type : std::uint8_t { SourceRoute = 0, MobileHome = 2, SegmentRouting = 4 };
    constexpr std::size_t addressSize = 16;
    d.info("IPv6 routing");
    const std::uint8_t next = d.u8(bytes, RoutingNext);
    const std::size_t size = d.u8(bytes, RoutingLength) * 8U + 4U;
    const std::uint8_t type = d.u8(bytes, RoutingType);
    const std::uint8_t left = d.u8(bytes, SegmentsLeft);
    const bool isWhole = bytes.has(size);
    ByteReader body = bytes.part(size);
    std::optional<ColumnAddress> final; // the destination of the packet after the remaining segments
    switch (type) {
    case SourceRoute:
        d.data(body, SourceRouteReserved, 4);
        while (body.has(addressSize))
            final = ColumnAddress::ipv6(d.ipv6(body, SourceRouteAddress));
        break;
    case MobileHome:
        d.data(body, HomeReserved, 4);
        d.ipv6(body, HomeAddress);
        break;
    case SegmentRouting: {
        const std::size_t last = d.u8(body, LastEntry);
        d.u8(body, SegmentFlags);
        d.data(body, SegmentTag, 2);
        for (std::size_t i = 0; i <= last && body.has(addressSize); ++i) {
            const auto segment = ColumnAddress::ipv6(d.ipv6(body, SegmentAddress));
            if (i == 0) // they are listed in reverse order
                final = segment;
        }
        break;
    }
    default:
        d.data(body, RoutingData, body.remaining());
    }
    if (left != 0 && final) { // also covered by the checksums of transports (RFC 8200 section 8.1)
        d.columnAddresses(d.sourceColumn(), *final);
        d.carrier().destination = *final;
    }
    if (!isWhole)
        bytes.skip(1);
    return next;
}

void decodeFragment(ByteReader& bytes, Dissection& d) {
    const std::uint8_t next = d.u8(bytes, FragmentNext);
    d.u8(bytes, Reserved);
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint16_t place = bytes.u16();
    if (!bytes.overrun())
        d.addBits({Offset, More}, {at, 2}, place);
    const std::uint32_t identification = d.u32(bytes, Identification);
    auto& carrier = d.carrier();
    carrier.isFragment = (place & 0xfff9U) != 0;
    if (bytes.overrun())
        return;
    const unsigned offset = place & 0xfff8U;
    const bool isLast = (place & 1U) == 0;
    d.info("IPv6 fragment (off={} more={} ident=0x{:08x} nxt={})", offset, isLast ? "n" : "y", identification, next);
    d.layerLength(bytes.position());
    ByteReader rest(bytes.rest(), bytes.offset());
    std::optional<JoinedFragment> joined;
    if (carrier.isFragment && carrier.isWhole)
        joined = joinFragment(d, {.source = carrier.source,
                                  .destination = carrier.destination,
                                  .identification = identification,
                                  .offset = offset,
                                  .isLast = isLast,
                                  .bytes = rest.rest()});
    if (joined && !joined->completesHere && joined->whole != nullptr)
        addCompletion(d, assemblyFields, *joined->whole);
    if (joined && joined->completesHere) {
        d.addRest(FragmentData, rest);
        rest = addAssembly(d, assemblyFields, *joined->whole, "IPv6 Fragments", "Reassembled IPv6");
        carrier.isFragment = false;
        carrier.payloadLength = rest.remaining();
        nextIpv6Header(d, ByNextHeader, next, rest);
    } else if (joined || offset != 0) {
        d.nextAsData(rest);
    } else {
        nextIpv6Header(d, ByNextHeader, next, rest);
    }
}

} // namespace

const ProtocolInfo& Ipv6ExtensionDecoder::protocol() const noexcept {
    return infos[static_cast<std::size_t>(header_)];
}

void Ipv6ExtensionDecoder::decode(ByteReader& bytes, Dissection& d) const {
    std::uint8_t next = 0;
    switch (header_) {
    case Header::HopByHop:
    case Header::Destination:
        d.info("{}", header_ == Header::HopByHop ? "IPv6 hop-by-hop options" : "IPv6 destination options");
        next = decodeOptions(bytes, d);
        break;
    case Header::Routing:
        next = decodeRouting(bytes, d);
        break;
    case Header::Fragment:
        decodeFragment(bytes, d);
        return;
    }
    d.layerLength(bytes.position());
    auto& carrier = d.carrier();
    carrier.payloadLength -= std::min(carrier.payloadLength, bytes.position());
    if (!bytes.overrun())
        nextIpv6Header(d, ByNextHeader, next, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope
