#include "ipx_decoder.h"

#include <decode/dissection.h>

#include <fmt/core.h>

#include <array>

namespace tapscope {
namespace {

enum Socket : std::uint16_t { Service = 0x0452, Routing = 0x0453, NetBios = 0x0455, Mailslots = 0x0553 };
constexpr std::array sockets = {ValueName{0x0451, "NetWare Core Protocol"},
                                ValueName{Service, "SAP"},
                                ValueName{Routing, "RIP"},
                                ValueName{NetBios, "NetBIOS"},
                                ValueName{0x0456, "Diagnostic"},
                                ValueName{0x0457, "Serialization"},
                                ValueName{0x0550, "NWLink datagram"},
                                ValueName{0x0551, "NWLink SMB Server"},
                                ValueName{0x0552, "NWLink SMB Name Query"},
                                ValueName{Mailslots, "NWLink SMB Redirector"}};
constexpr std::array packetTypes = {ValueName{0, "IPX"}, ValueName{1, "RIP"},  ValueName{4, "PEP"},
                                    ValueName{5, "SPX"}, ValueName{17, "NCP"}, ValueName{20, "NetBIOS Broadcast"}};
constexpr std::array routings = {ValueName{1, "Request"}, ValueName{2, "Response"}};
constexpr std::array services = {ValueName{1, "General Query"}, ValueName{2, "General Response"},
                                 ValueName{3, "Nearest Query"}, ValueName{4, "Nearest Response"}};
constexpr std::array nameOperations = {
    ValueName{1, "Find name"},        ValueName{2, "Name recognized"},   ValueName{3, "Check name"},
    ValueName{4, "Name in use"},      ValueName{5, "Deregister name"},   ValueName{6, "Session data"},
    ValueName{7, "Session end"},      ValueName{8, "Session end ack"},   ValueName{9, "Status query"},
    ValueName{10, "Status response"}, ValueName{11, "Directed datagram"}};

enum Field : std::uint16_t {
    Checksum,
    Length,
    Hops,
    PacketType,
    DestinationNetwork,
    DestinationNode,
    DestinationSocket,
    SourceNetwork,
    SourceNode,
    SourceSocket,
    RoutingType,
    RoutingNetwork,
    RoutingHops,
    RoutingTicks,
    ServiceType,
    ServerType,
    ServerName,
    ServerNetwork,
    ServerNode,
    ServerSocket,
    ServerHops,
    NameRoutes,
    NameFlags,
    NameOperation,
    NameMessage,
    Name,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "ipx.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "ipx.len", .title = "Length", .unit = " bytes"},
    FieldInfo{.name = "ipx.hops", .title = "Transport Control (Hops)"},
    FieldInfo{.name = "ipx.packet_type", .title = "Packet Type", .base = Base::Hex, .values = packetTypes},
    FieldInfo{.name = "ipx.dst.net", .title = "Destination Network", .base = Base::Hex, .alias = "ipx.net"},
    FieldInfo{.name = "ipx.dst.node", .title = "Destination Node", .type = FieldType::Mac, .alias = "ipx.node"},
    FieldInfo{.name = "ipx.dst.socket",
              .title = "Destination Socket",
              .base = Base::Hex,
              .values = sockets,
              .alias = "ipx.socket"},
    FieldInfo{.name = "ipx.src.net", .title = "Source Network", .base = Base::Hex, .alias = "ipx.net"},
    FieldInfo{.name = "ipx.src.node", .title = "Source Node", .type = FieldType::Mac, .alias = "ipx.node"},
    FieldInfo{.name = "ipx.src.socket",
              .title = "Source Socket",
              .base = Base::Hex,
              .values = sockets,
              .alias = "ipx.socket"},
    FieldInfo{.name = "ipxrip.packet_type", .title = "RIP packet type", .values = routings},
    FieldInfo{.name = "ipxrip.route_vector", .title = "Route Vector", .base = Base::Hex},
    FieldInfo{.name = "ipxrip.hops", .title = "Hops"},
    FieldInfo{.name = "ipxrip.ticks", .title = "Ticks"},
    FieldInfo{.name = "ipxsap.packet_type", .title = "SAP packet type", .values = services},
    FieldInfo{.name = "ipxsap.server.type", .title = "Server Type", .base = Base::Hex},
    FieldInfo{.name = "ipxsap.server.name", .title = "Server Name", .type = FieldType::Text},
    FieldInfo{.name = "ipxsap.network", .title = "Network", .base = Base::Hex},
    FieldInfo{.name = "ipxsap.node", .title = "Node", .type = FieldType::Mac},
    FieldInfo{.name = "ipxsap.socket", .title = "Socket", .base = Base::Hex},
    FieldInfo{.name = "ipxsap.intermediate_networks", .title = "Intermediate Networks"},
    FieldInfo{.name = "nbipx.routes", .title = "Routing", .type = FieldType::ByteString},
    FieldInfo{.name = "nbipx.name_flags", .title = "Name type flags", .base = Base::Hex},
    FieldInfo{.name = "nbipx.data_stream_type", .title = "Packet Type", .values = nameOperations},
    FieldInfo{.name = "nmpi.messageid", .title = "Message ID", .base = Base::Hex},
    FieldInfo{.name = "nbipx.name", .title = "Name", .type = FieldType::Text},
    FieldInfo{.name = "ipx.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"llc.dsap", 0xe0}, Hook{"eth.802_3", 1}, Hook{"ethertype", 0x8137},
                              Hook{"gre.proto", 0x8137}, Hook{"ppp.protocol", 0x002b}};
enum Table : std::uint8_t { Datagrams };
constexpr std::array<std::string_view, 1> tables = {"netbios"};
const ProtocolInfo info = {.abbreviation = "ipx",
                           .title = "Internetwork Packet eXchange",
                           .column = "IPX",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

void routing(ByteReader& bytes, Dissection& d) {
    d.columnProtocol("IPX RIP");
    const std::uint16_t type = d.u16(bytes, RoutingType);
    d.info("{}", nameOf(routings, type, "Unknown Packet Type"));
    constexpr std::size_t entry = 8;
    while (bytes.has(entry)) {
        d.u32(bytes, RoutingNetwork);
        d.u16(bytes, RoutingHops);
        d.u16(bytes, RoutingTicks);
    }
}

void service(ByteReader& bytes, Dissection& d) {
    d.columnProtocol("IPX SAP");
    const std::uint16_t type = d.u16(bytes, ServiceType);
    d.info("{}", nameOf(services, type, "Unknown Packet Type"));
    constexpr std::size_t entry = 64, name = 48;
    while (type % 2 == 0 && bytes.has(entry)) {
        d.u16(bytes, ServerType);
        d.text(bytes, ServerName, name);
        d.u32(bytes, ServerNetwork);
        d.mac(bytes, ServerNode);
        d.u16(bytes, ServerSocket);
        d.u16(bytes, ServerHops);
    }
    if (type % 2 != 0 && bytes.has(2))
        d.u16(bytes, ServerType);
}

/// "WORKGROUP<1e>": a NetBIOS name without its padding, and its last octet.
void netBiosName(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t size = 16;
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const Bytes octets = bytes.take(size);
    if (octets.empty())
        return;
    std::array<char, size * 4> text{};
    std::size_t length = 0, end = size - 1;
    while (end > 0 && octets[end - 1] == std::byte{' '})
        --end;
    for (std::size_t i = 0; i < size; ++i) {
        const auto octet = std::to_integer<unsigned>(octets[i]);
        if (i >= end && i < size - 1)
            continue;
        if (i < size - 1 && octet >= 0x20 && octet < 0x7f)
            text[length++] = static_cast<char>(octet);
        else
            length += fmt::format_to_n(text.data() + length, text.size() - length, "<{:02x}>", octet).size;
    }
    d.addText(Name, {at, size}, {text.data(), length});
    d.infoAppend(" {}", std::string_view(text.data(), length));
}

/// Names of both ends, and a datagram. Returns true if the datagram was passed to another decoder.
bool datagram(ByteReader& bytes, Dissection& d) {
    netBiosName(bytes, d);
    netBiosName(bytes, d);
    if (bytes.atEnd())
        return false;
    d.next(Datagrams, 0, bytes);
    return true;
}

/// A packet propagated by routers has a list of them in front; a directed datagram has none.
bool netBios(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t routes = 32;
    constexpr std::uint8_t lastWithName = 4, directedDatagram = 0x0b;
    d.columnProtocol("NBIPX");
    const bool isDatagram = bytes.peek(1) == directedDatagram;
    if (!isDatagram)
        d.data(bytes, NameRoutes, routes);
    d.u8(bytes, NameFlags);
    const std::uint8_t operation = d.u8(bytes, NameOperation);
    d.info("{}", nameOf(nameOperations, operation, "Unknown"));
    if (isDatagram)
        return datagram(bytes, d);
    if (operation >= 1 && operation <= lastWithName)
        netBiosName(bytes, d);
    return false;
}

/// The header of the name management protocol is that of NetBIOS broadcasts with a message number.
bool mailslot(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t routes = 32;
    d.data(bytes, NameRoutes, routes);
    d.u8(bytes, NameOperation);
    d.u8(bytes, NameFlags);
    d.u16(bytes, NameMessage);
    return datagram(bytes, d);
}

} // namespace

const ProtocolInfo& IpxDecoder::protocol() const noexcept {
    return info;
}

void IpxDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t addressSize = 10, headSize = 30;
    d.u16(bytes, Checksum);
    const std::size_t length = d.u16(bytes, Length);
    d.u8(bytes, Hops);
    d.u8(bytes, PacketType);
    const auto destination = ColumnAddress::ipx(bytes.rest().first(std::min(addressSize, bytes.remaining())));
    d.u32(bytes, DestinationNetwork);
    d.mac(bytes, DestinationNode);
    const std::uint16_t destinationSocket = d.u16(bytes, DestinationSocket);
    const auto source = ColumnAddress::ipx(bytes.rest().first(std::min(addressSize, bytes.remaining())));
    d.u32(bytes, SourceNetwork);
    d.mac(bytes, SourceNode);
    const std::uint16_t sourceSocket = d.u16(bytes, SourceSocket);
    if (bytes.overrun())
        return;
    d.columnAddresses(source, destination);
    const std::string_view name = nameOf(sockets, destinationSocket);
    if (name.empty())
        d.info("Unknown (0x{:04x})", destinationSocket);
    else
        d.info("{}", name);
    ByteReader body = bytes.part(length > headSize ? length - headSize : 0);
    const auto is = [&](Socket socket) { return destinationSocket == socket || sourceSocket == socket; };
    constexpr std::size_t operationAt = 32;
    constexpr std::uint8_t mailslotWrite = 0xfc;
    bool isHandedOn = false;
    if (is(Routing))
        routing(body, d);
    else if (is(Service))
        service(body, d);
    else if (is(NetBios))
        isHandedOn = netBios(body, d);
    else if (is(Mailslots) && body.peek(operationAt) == mailslotWrite)
        isHandedOn = mailslot(body, d);
    if (body.overrun())
        bytes.setOverrun();
    if (isHandedOn)
        return;
    if (!body.atEnd())
        d.data(body, Data, body.remaining());
    d.layerLength(body.offset() - (bytes.offset() - bytes.position()));
}

} // namespace tapscope
