#include "bgp_lengths.h"
#include "routing_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::bgp {
namespace {

using namespace bgp;

constexpr std::array types = {ValueName{Open, "OPEN Message"},
                              ValueName{Update, "UPDATE Message"},
                              ValueName{Notification, "NOTIFICATION Message"},
                              ValueName{KeepAlive, "KEEPALIVE Message"},
                              ValueName{RouteRefresh, "ROUTE-REFRESH Message"},
                              ValueName{6, "CAPABILITY Message"},
                              ValueName{128, "Cisco ROUTE-REFRESH Message"}};
constexpr std::array errors = {ValueName{1, "Message Header Error"},       ValueName{2, "OPEN Message Error"},
                               ValueName{3, "UPDATE Message Error"},       ValueName{4, "Hold Timer Expired"},
                               ValueName{5, "Finite State Machine Error"}, ValueName{6, "Cease"},
                               ValueName{7, "ROUTE-REFRESH Message Error"}};

enum Field : std::uint16_t {
    Marker,
    Length,
    TypeField,
    Version,
    AutonomousSystem,
    HoldTime,
    Identifier,
    ParametersLength,
    ParameterType,
    ParameterLength,
    WithdrawnLength,
    AttributesLength,
    AttributeFlags,
    AttributeType,
    AttributeLength,
    MajorError,
    MinorError,
    RefreshFamily,
    RefreshSubfamily,
};
constexpr std::array fields = {
    FieldInfo{.name = "bgp.marker", .title = "Marker", .type = FieldType::ByteString},
    FieldInfo{.name = "bgp.length", .title = "Length"},
    FieldInfo{.name = "bgp.type", .title = "Type", .values = types},
    FieldInfo{.name = "bgp.open.version", .title = "Version"},
    FieldInfo{.name = "bgp.open.myas", .title = "My AS"},
    FieldInfo{.name = "bgp.open.holdtime", .title = "Hold Time"},
    FieldInfo{.name = "bgp.open.identifier", .title = "BGP Identifier", .type = FieldType::Ipv4},
    FieldInfo{.name = "bgp.open.opt.len", .title = "Optional Parameters Length"},
    FieldInfo{.name = "bgp.open.opt.param.type", .title = "Parameter Type"},
    FieldInfo{.name = "bgp.open.opt.param.len", .title = "Parameter Length"},
    FieldInfo{.name = "bgp.update.withdrawn_routes.length", .title = "Withdrawn Routes Length"},
    FieldInfo{.name = "bgp.update.path_attributes.length", .title = "Total Path Attribute Length"},
    FieldInfo{.name = "bgp.update.path_attribute.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "bgp.update.path_attribute.type_code", .title = "Type Code"},
    FieldInfo{.name = "bgp.update.path_attribute.length", .title = "Length"},
    FieldInfo{.name = "bgp.notify.major_error", .title = "Major error Code", .values = errors},
    FieldInfo{.name = "bgp.notify.minor_error", .title = "Minor error Code"},
    FieldInfo{.name = "bgp.route_refresh.afi", .title = "Address family identifier (AFI)"},
    FieldInfo{.name = "bgp.route_refresh.safi", .title = "Subsequent address family identifier (SAFI)"},
};
constexpr std::array hooks = {Hook{"tcp.port", 179}};
const ProtocolInfo info = {
    .abbreviation = "bgp", .title = "Border Gateway Protocol", .column = "BGP", .fields = fields, .hooks = hooks};

constexpr std::size_t markerSize = 16, headerSize = 19;

bool startsWithMarker(Bytes bytes) {
    return bytes.size() >= markerSize &&
           std::ranges::all_of(bytes.first(markerSize), [](std::byte octet) { return octet == std::byte{0xff}; });
}

void open(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, Version);
    d.u16(bytes, AutonomousSystem);
    d.u16(bytes, HoldTime);
    d.ipv4(bytes, Identifier);
    ByteReader parameters = bytes.part(d.u8(bytes, ParametersLength));
    while (parameters.has(2)) {
        d.u8(parameters, ParameterType);
        parameters.skip(std::min<std::size_t>(d.u8(parameters, ParameterLength), parameters.remaining()));
    }
}

void update(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t extendedLength = 0x10;
    bytes.skip(std::min<std::size_t>(d.u16(bytes, WithdrawnLength), bytes.remaining()));
    ByteReader attributes = bytes.part(d.u16(bytes, AttributesLength));
    while (attributes.has(3)) {
        const std::uint8_t flags = d.u8(attributes, AttributeFlags);
        d.u8(attributes, AttributeType);
        const auto length = d.uint(attributes, AttributeLength, (flags & extendedLength) != 0 ? 2 : 1);
        attributes.skip(std::min<std::size_t>(length, attributes.remaining()));
    }
}

void message(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    switch (type) {
    case Open:
        return open(bytes, d);
    case Update:
        return update(bytes, d);
    case Notification:
        d.u8(bytes, MajorError);
        d.u8(bytes, MinorError);
        return;
    case RouteRefresh:
        d.u16(bytes, RefreshFamily);
        bytes.skip(1);
        d.u8(bytes, RefreshSubfamily);
        return;
    default:
        return;
    }
}

} // namespace

const ProtocolInfo& BgpDecoder::protocol() const noexcept {
    return info;
}

StreamMessage BgpDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    return startsWithMarker(bytes) ? StreamMessage::counted(bytes, markerSize, 2, 0) : StreamMessage{};
}

void BgpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (!startsWithMarker(bytes.rest())) {
        d.info("Continuation");
        return;
    }
    // In the same frame, a message that began in an earlier segment may precede it.
    bool isFirst = std::ranges::count(d.layers(), info.abbreviation, &Layer::name) <= 1;
    std::string_view damage;
    while (bytes.has(headerSize) && startsWithMarker(bytes.rest())) {
        d.data(bytes, Marker, markerSize);
        const std::uint16_t length = d.u16(bytes, Length);
        const std::uint8_t type = d.u8(bytes, TypeField);
        if (length < headerSize) {
            d.malformed("its length is shorter than its header");
            return;
        }
        d.infoAppend("{}{}", isFirst ? "" : ", ", nameOf(types, type, "Unknown Message"));
        isFirst = false;
        const bool isWhole = bytes.has(length - headerSize);
        ByteReader body = bytes.part(length - headerSize);
        if (isWhole && damage.empty())
            damage = damageOf(type, body);
        message(body, d, type);
    }
    if (damage.empty() && bytes.has(markerSize) && !startsWithMarker(bytes.rest()))
        damage = "a message does not begin with its marker";
    if (!damage.empty())
        d.malformed(damage);
    d.infoFence();
}

} // namespace tapscope::bgp
