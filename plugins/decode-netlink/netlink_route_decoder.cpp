#include "netlink_decoders.h"
#include "netlink_messages.h"

#include <algorithm>

namespace tapscope::netlink_route {
namespace {

using namespace netlink;

constexpr std::array types = {
    ValueName{1, "Noop"},
    ValueName{2, "Error"},
    ValueName{3, "Done"},
    ValueName{4, "Overrun"},
    ValueName{16, "Create network interface"},
    ValueName{17, "Remove network interface"},
    ValueName{18, "Get network interface info"},
    ValueName{19, "Set network interface info"},
    ValueName{20, "Add IP address"},
    ValueName{21, "Delete IP address"},
    ValueName{22, "Get IP address info"},
    ValueName{24, "Add network route"},
    ValueName{25, "Delete network route"},
    ValueName{26, "Get network route info"},
    ValueName{28, "Add neighbor table entry"},
    ValueName{29, "Delete neighbor table entry"},
    ValueName{30, "Get neighbor table entry"},
    ValueName{32, "Add routing rule"},
    ValueName{33, "Delete routing rule"},
    ValueName{34, "Get routing rule"},
    ValueName{36, "Add queueing discipline"},
    ValueName{37, "Delete queueing discipline"},
    ValueName{38, "Get queueing discipline"},
    ValueName{40, "Add traffic class"},
    ValueName{41, "Delete traffic class"},
    ValueName{42, "Get traffic class"},
    ValueName{44, "Add traffic filter"},
    ValueName{45, "Delete traffic filter"},
    ValueName{46, "Get traffic filter"},
};
enum Own : std::uint16_t {
    LinkFamily = FirstOwn,
    LinkPad,
    LinkType,
    LinkIndex,
    LinkFlags,
    LinkChange,
    LinkName,
    LinkMtu,
    LinkAddress,
    AddressFamily,
    AddressPrefix,
    AddressFlags,
    AddressScope,
    AddressIndex,
    AddressLabel,
    RouteFamily,
    RouteDestination,
    RouteSource,
    RouteTos,
    RouteTable,
    RouteProtocol,
    RouteScope,
    RouteType,
    RouteFlags,
    NeighborFamily,
    NeighborPad,
    NeighborIndex,
    NeighborState,
    NeighborFlags,
    NeighborType,
    Count,
};
const auto fields = [] {
    std::array<FieldInfo, Count> all{};
    std::ranges::copy(commonFields(types, {}), all.begin());
    all[LinkFamily] = {.name = "netlink-route.ifi_family", .title = "Interface family"};
    all[LinkPad] = {.name = "netlink-route.ifi_pad", .title = "Padding"};
    all[LinkType] = {.name = "netlink-route.ifi_type", .title = "Device type"};
    all[LinkIndex] = {.name = "netlink-route.ifi_index", .title = "Interface index"};
    all[LinkFlags] = {.name = "netlink-route.ifi_flags", .title = "Device flags", .base = Base::Hex};
    all[LinkChange] = {.name = "netlink-route.ifi_change", .title = "Device change flags"};
    all[LinkName] = {.name = "netlink-route.ifla_ifname", .title = "Device name", .type = FieldType::Text};
    all[LinkMtu] = {.name = "netlink-route.ifla_mtu", .title = "MTU of device"};
    all[LinkAddress] = {.name = "netlink-route.ifla_hwaddr", .title = "HW Address", .type = FieldType::ByteString};
    all[AddressFamily] = {.name = "netlink-route.ifa_family", .title = "Address type"};
    all[AddressPrefix] = {.name = "netlink-route.ifa_prefixlen", .title = "Address prefixlength"};
    all[AddressFlags] = {.name = "netlink-route.ifa_flags", .title = "Address flags"};
    all[AddressScope] = {.name = "netlink-route.ifa_scope", .title = "Address scope"};
    all[AddressIndex] = {.name = "netlink-route.ifa_index", .title = "Interface index"};
    all[AddressLabel] = {.name = "netlink-route.ifa_label", .title = "Interface name", .type = FieldType::Text};
    all[RouteFamily] = {.name = "netlink-route.rt_family", .title = "Address family"};
    all[RouteDestination] = {.name = "netlink-route.rt_dst_len", .title = "Length of destination"};
    all[RouteSource] = {.name = "netlink-route.rt_src_len", .title = "Length of source"};
    all[RouteTos] = {.name = "netlink-route.rt_tos", .title = "TOS filter"};
    all[RouteTable] = {.name = "netlink-route.rt_table", .title = "Routing table ID"};
    all[RouteProtocol] = {.name = "netlink-route.rt_protocol", .title = "Routing protocol"};
    all[RouteScope] = {.name = "netlink-route.rt_scope", .title = "Route origin"};
    all[RouteType] = {.name = "netlink-route.rt_type", .title = "Route type"};
    all[RouteFlags] = {.name = "netlink-route.rt_flags", .title = "Route flags", .base = Base::Hex};
    all[NeighborFamily] = {.name = "netlink-route.nd_family", .title = "Family"};
    all[NeighborPad] = {.name = "netlink-route.nd_pad", .title = "Padding"};
    all[NeighborIndex] = {.name = "netlink-route.nd_index", .title = "Interface index"};
    all[NeighborState] = {.name = "netlink-route.nd_state", .title = "State", .base = Base::Hex};
    all[NeighborFlags] = {.name = "netlink-route.nd_flags", .title = "Flags", .base = Base::Hex};
    all[NeighborType] = {.name = "netlink-route.nd_type", .title = "Type"};
    return all;
}();
constexpr std::array hooks = {Hook{"netlink.protocol", 0}};
const ProtocolInfo info = {.abbreviation = "netlink-route",
                           .title = "Linux rtnetlink (route netlink) protocol",
                           .column = "Netlink route",
                           .fields = fields,
                           .hooks = hooks};

enum class Object : std::uint8_t { Link, Address, Route, Neighbor };

void attribute(Object object, std::uint16_t type, NativeReader& value, Dissection& d) {
    constexpr std::uint16_t hardwareAddress = 1, name = 3, mtu = 4;
    ByteReader& bytes = value.bytes();
    const auto text = [&](Dissection::Field field) { // including the terminating zero
        d.text(bytes, field, bytes.remaining() - (bytes.peek(bytes.remaining() - 1) == 0 ? 1 : 0));
        if (!bytes.atEnd())
            d.data(bytes, Padding, bytes.remaining());
    };
    if (bytes.atEnd())
        return;
    if (object == Object::Link && type == name)
        text(LinkName);
    else if (object == Object::Link && type == mtu && bytes.has(4))
        value.number(d, LinkMtu, 4);
    else if (object == Object::Link && type == hardwareAddress)
        d.data(bytes, LinkAddress, bytes.remaining());
    else if (object == Object::Address && type == name)
        text(AddressLabel);
}

void attributes(Object object, NativeReader& body, Dissection& d) {
    constexpr std::size_t head = 4;
    ByteReader& bytes = body.bytes();
    while (bytes.has(head)) {
        const std::size_t length = body.number(d, AttributeLength, 2);
        const auto type = static_cast<std::uint16_t>(body.number(d, AttributeType, 2) & 0x3fffU);
        if (length < head || !bytes.has(length - head)) {
            bytes.setOverrun();
            return;
        }
        ByteReader content = bytes.part(length - head);
        NativeReader value(content, body.isBig());
        attribute(object, type, value, d);
        if (!content.atEnd())
            d.data(content, AttributeData, content.remaining());
        if (const std::size_t over = length % 4; over != 0 && !bytes.atEnd())
            d.data(bytes, Padding, std::min(4 - over, bytes.remaining()));
    }
}

void octets(ByteReader& bytes, Dissection& d, std::initializer_list<Own> each) {
    for (const Own field : each)
        d.u8(bytes, field);
}

/// The structures that rtnetlink(7) puts in front of the attributes.
void body(std::uint16_t type, NativeReader& reader, Dissection& d) {
    if (type < firstOwnType)
        return;
    ByteReader& bytes = reader.bytes();
    Object object{};
    switch (type / 4) {
    case 4:
        object = Object::Link;
        octets(bytes, d, {LinkFamily, LinkPad});
        reader.number(d, LinkType, 2);
        reader.number(d, LinkIndex, 4);
        reader.number(d, LinkFlags, 4);
        reader.number(d, LinkChange, 4);
        break;
    case 5:
        object = Object::Address;
        octets(bytes, d, {AddressFamily, AddressPrefix, AddressFlags, AddressScope});
        reader.number(d, AddressIndex, 4);
        break;
    case 6:
        object = Object::Route;
        octets(
            bytes, d,
            {RouteFamily, RouteDestination, RouteSource, RouteTos, RouteTable, RouteProtocol, RouteScope, RouteType});
        reader.number(d, RouteFlags, 4);
        break;
    case 7:
        object = Object::Neighbor;
        octets(bytes, d, {NeighborFamily, NeighborPad});
        reader.number(d, NeighborPad, 2);
        reader.number(d, NeighborIndex, 4);
        reader.number(d, NeighborState, 2);
        octets(bytes, d, {NeighborFlags, NeighborType});
        break;
    default:
        return;
    }
    attributes(object, reader, d);
}

} // namespace

const ProtocolInfo& NetlinkRouteDecoder::protocol() const noexcept {
    return info;
}

void NetlinkRouteDecoder::decode(ByteReader& bytes, Dissection& d) const {
    messages(bytes, d, types, body);
}

} // namespace tapscope::netlink_route
