// BOOTP (RFC 951) and DHCP (RFC 2131), with the options of RFC 2132 and later.

#include "dhcp_decoders.h"

#include <decode/dissection.h>
#include <decode/printable_text.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::array bootTypes = {ValueName{1, "Boot Request"}, ValueName{2, "Boot Reply"}};
constexpr std::array messageTypes = {ValueName{1, "Discover"},
                                     ValueName{2, "Offer"},
                                     ValueName{3, "Request"},
                                     ValueName{4, "Decline"},
                                     ValueName{5, "ACK"},
                                     ValueName{6, "NAK"},
                                     ValueName{7, "Release"},
                                     ValueName{8, "Inform"},
                                     ValueName{9, "Force Renew"},
                                     ValueName{10, "Lease query"},
                                     ValueName{11, "Lease Unassigned"},
                                     ValueName{12, "Lease Unknown"},
                                     ValueName{13, "Lease Active"},
                                     ValueName{14, "Bulk Lease Query"},
                                     ValueName{15, "Lease Query Done"},
                                     ValueName{16, "Active LeaseQuery"},
                                     ValueName{17, "Lease Query Status"},
                                     ValueName{18, "TLS"}};
// RFC 2132 and the IANA registry of BOOTP and DHCP parameters.
constexpr std::array optionNames = {ValueName{0, "Padding"},
                                    ValueName{1, "Subnet Mask"},
                                    ValueName{2, "Time Offset"},
                                    ValueName{3, "Router"},
                                    ValueName{4, "Time Server"},
                                    ValueName{5, "Name Server"},
                                    ValueName{6, "Domain Name Server"},
                                    ValueName{7, "Log Server"},
                                    ValueName{12, "Host Name"},
                                    ValueName{13, "Boot File Size"},
                                    ValueName{15, "Domain Name"},
                                    ValueName{17, "Root Path"},
                                    ValueName{23, "Default IP Time-to-Live"},
                                    ValueName{26, "Interface MTU"},
                                    ValueName{28, "Broadcast Address"},
                                    ValueName{31, "Perform Router Discover"},
                                    ValueName{33, "Static Route"},
                                    ValueName{40, "Network Information Service Domain"},
                                    ValueName{41, "Network Information Service Servers"},
                                    ValueName{42, "Network Time Protocol Servers"},
                                    ValueName{43, "Vendor-Specific Information"},
                                    ValueName{44, "NetBIOS over TCP/IP Name Server"},
                                    ValueName{46, "NetBIOS over TCP/IP Node Type"},
                                    ValueName{47, "NetBIOS over TCP/IP Scope"},
                                    ValueName{50, "Requested IP Address"},
                                    ValueName{51, "IP Address Lease Time"},
                                    ValueName{52, "Option Overload"},
                                    ValueName{53, "DHCP Message Type"},
                                    ValueName{54, "DHCP Server Identifier"},
                                    ValueName{55, "Parameter Request List"},
                                    ValueName{56, "Message"},
                                    ValueName{57, "Maximum DHCP Message Size"},
                                    ValueName{58, "Renewal Time Value"},
                                    ValueName{59, "Rebinding Time Value"},
                                    ValueName{60, "Vendor class identifier"},
                                    ValueName{61, "Client identifier"},
                                    ValueName{66, "TFTP Server Name"},
                                    ValueName{67, "Bootfile name"},
                                    ValueName{77, "User Class Information"},
                                    ValueName{81, "Client Fully Qualified Domain Name"},
                                    ValueName{82, "Agent Information Option"},
                                    ValueName{90, "Authentication"},
                                    ValueName{93, "Client System Architecture"},
                                    ValueName{94, "Client Network Device Interface"},
                                    ValueName{97, "UUID/GUID-based Client Identifier"},
                                    ValueName{116, "DHCP Auto-Configuration"},
                                    ValueName{119, "Domain Search"},
                                    ValueName{121, "Classless Static Route"},
                                    ValueName{124, "V-I Vendor Class"},
                                    ValueName{125, "V-I Vendor-specific Information"},
                                    ValueName{150, "TFTP Server Address"},
                                    ValueName{161, "Manufacturer Usage Description"},
                                    ValueName{249, "Private/Classless Static Route (Microsoft)"},
                                    ValueName{252, "Private/Proxy autodiscovery"},
                                    ValueName{255, "End"}};
constexpr std::array hardwareTypes = {ValueName{0, "NET/ROM pseudo"},
                                      ValueName{1, "Ethernet"},
                                      ValueName{2, "Experimental Ethernet"},
                                      ValueName{3, "AX.25"},
                                      ValueName{4, "ProNET"},
                                      ValueName{5, "Chaos"},
                                      ValueName{6, "IEEE 802"},
                                      ValueName{7, "ARCNET"},
                                      ValueName{8, "Hyperchannel"},
                                      ValueName{9, "Lanstar"},
                                      ValueName{10, "Autonet Short Address"},
                                      ValueName{11, "Localtalk"},
                                      ValueName{12, "LocalNet"},
                                      ValueName{13, "Ultra link"},
                                      ValueName{14, "SMDS"},
                                      ValueName{15, "Frame Relay DLCI"},
                                      ValueName{16, "ATM"},
                                      ValueName{17, "HDLC"},
                                      ValueName{18, "Fibre Channel"},
                                      ValueName{19, "ATM (RFC 2225)"},
                                      ValueName{20, "Serial Line"},
                                      ValueName{21, "ATM"},
                                      ValueName{22, "MIL-STD-188-220"},
                                      ValueName{23, "Metricom STRIP"},
                                      ValueName{24, "IEEE 1394.1995"},
                                      ValueName{25, "MAPOS"},
                                      ValueName{26, "Twinaxial"},
                                      ValueName{27, "EUI-64"},
                                      ValueName{28, "HIPARP"},
                                      ValueName{29, "IP and ARP over ISO 7816-3"},
                                      ValueName{30, "ARPSec"},
                                      ValueName{31, "IPsec tunnel"},
                                      ValueName{32, "InfiniBand"},
                                      ValueName{33, "TIA-102 Project 25 CAI"},
                                      ValueName{34, "Wiegand Interface"},
                                      ValueName{35, "Pure IP"},
                                      ValueName{36, "Experimental 1"},
                                      ValueName{37, "HFI"},
                                      ValueName{256, "Experimental 2"},
                                      ValueName{257, "AEthernet"},
                                      ValueName{260, "Notional KISS type"},
                                      ValueName{264, "ADAPT"},
                                      ValueName{270, "ROSE"},
                                      ValueName{271, "CCITT X.25"},
                                      ValueName{272, "Boards with X.25 in firmware"},
                                      ValueName{280, "Controller Area Network"},
                                      ValueName{512, "PPP"},
                                      ValueName{513, "Cisco HDLC"},
                                      ValueName{516, "LAPB"},
                                      ValueName{517, "Digital's DDCMP protocol"},
                                      ValueName{518, "Raw HDLC"},
                                      ValueName{519, "Raw IP"},
                                      ValueName{768, "IPIP tunnel"},
                                      ValueName{769, "IP6IP6 tunnel"},
                                      ValueName{770, "Frame Relay Access Device"},
                                      ValueName{771, "SKIP vif"},
                                      ValueName{772, "Loopback"},
                                      ValueName{774, "Fiber Distributed Data Interface"},
                                      ValueName{775, "AP1000 BIF"},
                                      ValueName{776, "sit0 device - IPv6-in-IPv4"},
                                      ValueName{777, "IP over DDP tunneller"},
                                      ValueName{778, "GRE over IP"},
                                      ValueName{779, "PIMSM register interface"},
                                      ValueName{780, "High Performance Parallel Interface"},
                                      ValueName{781, "Nexus 64Mbps Ash"},
                                      ValueName{782, "Acorn Econet"},
                                      ValueName{783, "Linux-IrDA"},
                                      ValueName{784, "Point to point fibrechannel"},
                                      ValueName{785, "Fibrechannel arbitrated loop"},
                                      ValueName{786, "Fibrechannel public loop"},
                                      ValueName{787, "Fibrechannel fabric"},
                                      ValueName{800, "Magic type ident for TR"},
                                      ValueName{801, "IEEE 802.11"},
                                      ValueName{802, "IEEE 802.11 + Prism2 header"},
                                      ValueName{803, "IEEE 802.11 + radiotap header"},
                                      ValueName{804, "IEEE 802.15.4"},
                                      ValueName{805, "IEEE 802.15.4 network monitor"},
                                      ValueName{820, "PhoNet media type"},
                                      ValueName{821, "PhoNet pipe header"},
                                      ValueName{822, "CAIF media type"},
                                      ValueName{823, "GRE over IPv6"},
                                      ValueName{824, "Netlink"},
                                      ValueName{825, "IPv6 over LoWPAN"},
                                      ValueName{826, "Vsock monitor header"},
                                      ValueName{65534, "zero header length"},
                                      ValueName{65535, "Void type, nothing is known"}};
enum Field : std::uint16_t {
    Type,
    HardwareType,
    HardwareLength,
    Hops,
    Transaction,
    Seconds,
    Flags,
    Broadcast,
    ReservedFlags,
    ClientIp,
    YourIp,
    ServerIp,
    RelayIp,
    ClientMac,
    ClientAddress,
    AddressPadding,
    ServerName,
    FileName,
    Cookie,
    Option,
    OptionLength,
    OptionValue,
    MessageType,
    SubnetMask,
    TimeOffset,
    Router,
    DomainNameServer,
    LogServer,
    HostName,
    DomainName,
    InterfaceMtu,
    BroadcastAddress,
    NtpServer,
    NetbiosNameServer,
    RequestedAddress,
    LeaseTime,
    ServerId,
    RequestedOption,
    ErrorMessage,
    MaximumSize,
    RenewalTime,
    RebindingTime,
    VendorClass,
    TftpServer,
    BootFile,
    ClientHardware,
    Architecture,
    Padding,
};
constexpr std::array fields = {
    FieldInfo{.name = "dhcp.type", .title = "Message type", .values = bootTypes},
    FieldInfo{.name = "dhcp.hw.type", .title = "Hardware type", .base = Base::Hex, .values = hardwareTypes},
    FieldInfo{.name = "dhcp.hw.len", .title = "Hardware address length"},
    FieldInfo{.name = "dhcp.hops", .title = "Hops"},
    FieldInfo{.name = "dhcp.id", .title = "Transaction ID", .base = Base::Hex},
    FieldInfo{.name = "dhcp.secs", .title = "Seconds elapsed"},
    FieldInfo{.name = "dhcp.flags", .title = "Bootp flags", .base = Base::Hex},
    FieldInfo{.name = "dhcp.flags.bc", .title = "Broadcast flag", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{
        .name = "dhcp.flags.reserved", .title = "Reserved flags", .base = Base::Hex, .hexDigits = 4, .mask = 0x7fff},
    FieldInfo{.name = "dhcp.ip.client", .title = "Client IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.ip.your", .title = "Your (client) IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.ip.server", .title = "Next server IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.ip.relay", .title = "Relay agent IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.hw.mac_addr", .title = "Client MAC address", .type = FieldType::Mac},
    FieldInfo{.name = "dhcp.hw.addr", .title = "Client hardware address", .type = FieldType::ByteString},
    FieldInfo{
        .name = "dhcp.hw.addr_padding", .title = "Client hardware address padding", .type = FieldType::ByteString},
    FieldInfo{.name = "dhcp.server", .title = "Server host name", .type = FieldType::Text},
    FieldInfo{.name = "dhcp.file", .title = "Boot file name", .type = FieldType::Text},
    FieldInfo{.name = "dhcp.cookie", .title = "Magic cookie", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.type", .title = "Option", .values = optionNames},
    FieldInfo{.name = "dhcp.option.length", .title = "Length"},
    FieldInfo{.name = "dhcp.option.value", .title = "Value", .type = FieldType::ByteString},
    FieldInfo{.name = "dhcp.option.dhcp", .title = "DHCP", .values = messageTypes},
    FieldInfo{.name = "dhcp.option.subnet_mask", .title = "Subnet Mask", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.time_offset", .title = "Time Offset", .type = FieldType::Signed},
    FieldInfo{.name = "dhcp.option.router", .title = "Router", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.domain_name_server", .title = "Domain Name Server", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.log_server", .title = "Log Server", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.hostname", .title = "Host Name", .type = FieldType::Text},
    FieldInfo{.name = "dhcp.option.domain_name", .title = "Domain Name", .type = FieldType::Text},
    FieldInfo{.name = "dhcp.option.interface_mtu", .title = "Interface MTU"},
    FieldInfo{.name = "dhcp.option.broadcast_address", .title = "Broadcast Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.ntp_server", .title = "Network Time Protocol Server", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.netbios_over_tcpip_name_server",
              .title = "NetBIOS over TCP/IP Name Server",
              .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.requested_ip_address", .title = "Requested IP Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.ip_address_lease_time", .title = "IP Address Lease Time", .unit = " seconds"},
    FieldInfo{.name = "dhcp.option.dhcp_server_id", .title = "DHCP Server Identifier", .type = FieldType::Ipv4},
    FieldInfo{.name = "dhcp.option.request_list_item", .title = "Parameter Request List Item", .values = optionNames},
    FieldInfo{.name = "dhcp.option.message", .title = "Message", .type = FieldType::Text},
    FieldInfo{.name = "dhcp.option.dhcp_max_message_size", .title = "Maximum DHCP Message Size"},
    FieldInfo{.name = "dhcp.option.renewal_time_value", .title = "Renewal Time Value", .unit = " seconds"},
    FieldInfo{.name = "dhcp.option.rebinding_time_value", .title = "Rebinding Time Value", .unit = " seconds"},
    FieldInfo{.name = "dhcp.option.vendor_class_id", .title = "Vendor class identifier", .type = FieldType::Text},
    FieldInfo{.name = "dhcp.option.tftp_server_name", .title = "TFTP Server Name", .type = FieldType::Text},
    FieldInfo{.name = "dhcp.option.bootfile_name", .title = "Bootfile name", .type = FieldType::Text},
    FieldInfo{.name = "dhcp.client_id.type", .title = "Client hardware type"},
    FieldInfo{.name = "dhcp.option.client_system_architecture", .title = "Client System Architecture"},
    FieldInfo{.name = "dhcp.option.padding", .title = "Padding", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 67}, Hook{"udp.port", 68}, Hook{"udp.port", 4011}};
const ProtocolInfo info = {.abbreviation = "dhcp",
                           .title = "Dynamic Host Configuration Protocol",
                           .column = "BOOTP",
                           .fields = fields,
                           .hooks = hooks};

enum class Kind : std::uint8_t { U8s, U16, U32, Ipv4s, Text };
struct OptionLayout {
    std::uint8_t code;
    Kind kind;
    Field field;
};
constexpr std::array layouts = {
    OptionLayout{1, Kind::Ipv4s, SubnetMask},
    OptionLayout{2, Kind::U32, TimeOffset},
    OptionLayout{3, Kind::Ipv4s, Router},
    OptionLayout{6, Kind::Ipv4s, DomainNameServer},
    OptionLayout{7, Kind::Ipv4s, LogServer},
    OptionLayout{12, Kind::Text, HostName},
    OptionLayout{15, Kind::Text, DomainName},
    OptionLayout{26, Kind::U16, InterfaceMtu},
    OptionLayout{28, Kind::Ipv4s, BroadcastAddress},
    OptionLayout{42, Kind::Ipv4s, NtpServer},
    OptionLayout{44, Kind::Ipv4s, NetbiosNameServer},
    OptionLayout{50, Kind::Ipv4s, RequestedAddress},
    OptionLayout{51, Kind::U32, LeaseTime},
    OptionLayout{53, Kind::U8s, MessageType},
    OptionLayout{54, Kind::Ipv4s, ServerId},
    OptionLayout{55, Kind::U8s, RequestedOption},
    OptionLayout{56, Kind::Text, ErrorMessage},
    OptionLayout{57, Kind::U16, MaximumSize},
    OptionLayout{58, Kind::U32, RenewalTime},
    OptionLayout{59, Kind::U32, RebindingTime},
    OptionLayout{60, Kind::Text, VendorClass},
    OptionLayout{66, Kind::Text, TftpServer},
    OptionLayout{67, Kind::Text, BootFile},
    OptionLayout{93, Kind::U16, Architecture},
};
constexpr std::uint8_t padOption = 0;
constexpr std::uint8_t messageTypeOption = 53;
constexpr std::uint8_t endOption = 255;
constexpr std::uint32_t magicCookie = 0x6382'5363;

void decodeValue(std::uint8_t code, ByteReader value, Dissection& d) {
    const auto layout = std::ranges::find(layouts, code, &OptionLayout::code);
    if (layout == layouts.end()) {
        d.data(value, OptionValue, value.remaining());
        return;
    }
    switch (layout->kind) {
    case Kind::U8s:
        while (!value.atEnd())
            d.u8(value, layout->field);
        break;
    case Kind::U16:
        if (value.has(2))
            d.u16(value, layout->field);
        break;
    case Kind::U32:
        if (value.has(4))
            d.u32(value, layout->field);
        break;
    case Kind::Ipv4s:
        while (value.has(4))
            d.ipv4(value, layout->field);
        break;
    case Kind::Text:
        d.text(value, layout->field, value.remaining());
        break;
    }
}

/// Returns the DHCP message type, 0 when there is none: BOOTP.
std::uint8_t decodeOptions(ByteReader& bytes, Dissection& d) {
    std::uint8_t messageType = 0;
    while (!bytes.atEnd() && !bytes.overrun()) {
        const std::uint8_t code = bytes.peek();
        const bool isAlone = code == padOption || code == endOption;
        const std::size_t size = isAlone ? 1 : std::min<std::size_t>(2U + bytes.peek(1), bytes.remaining());
        d.add(Option, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)}, code);
        d.label("Option: ({}) {}", code, nameOf(optionNames, code, "Unknown"));
        const auto nest = d.nest();
        bytes.skip(1);
        if (code == padOption)
            continue;
        if (code == endOption)
            break;
        const std::uint8_t length = d.u8(bytes, OptionLength);
        if (code == messageTypeOption && length == 1)
            messageType = bytes.peek();
        if (!bytes.has(length)) {
            bytes.skip(length);
            break;
        }
        decodeValue(code, bytes.part(length), d);
    }
    if (!bytes.overrun() && !bytes.atEnd())
        d.data(bytes, Padding, bytes.remaining());
    return messageType;
}

void decodeClientAddress(ByteReader& bytes, Dissection& d, std::uint8_t type, std::uint8_t length) {
    constexpr std::uint8_t ethernet = 1;
    constexpr std::uint8_t longest = 16;
    if (type == ethernet && length == 6) {
        d.mac(bytes, ClientMac);
        d.data(bytes, AddressPadding, longest - 6U);
    } else if (length > 0 && length < longest) {
        d.data(bytes, ClientAddress, length);
        d.data(bytes, AddressPadding, longest - std::size_t{length});
    } else {
        d.data(bytes, ClientAddress, longest);
    }
}

void decodeName(ByteReader& bytes, Dissection& d, Dissection::Field field, std::size_t size) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
    const Bytes name = bytes.take(size);
    if (bytes.overrun() || name.front() == std::byte{0})
        return;
    const auto end = std::ranges::find(name, std::byte{0});
    d.addText(field, range, {reinterpret_cast<const char*>(name.data()), static_cast<std::size_t>(end - name.begin())});
}

} // namespace

const ProtocolInfo& DhcpDecoder::protocol() const noexcept {
    return info;
}

void DhcpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t type = d.u8(bytes, Type);
    if (const auto name = nameOf(bootTypes, type); !name.empty())
        d.info("{}", name);
    else
        d.info("Unknown BOOTP message type ({})", type);
    const std::uint8_t hardwareType = d.u8(bytes, HardwareType);
    const std::uint8_t hardwareLength = d.u8(bytes, HardwareLength);
    d.u8(bytes, Hops);
    const std::uint32_t transaction = d.u32(bytes, Transaction);
    d.u16(bytes, Seconds);
    const ByteRange flagsRange{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t flags = d.u16(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({Broadcast, ReservedFlags}, flagsRange, flags);
    }
    d.ipv4(bytes, ClientIp);
    d.ipv4(bytes, YourIp);
    d.ipv4(bytes, ServerIp);
    d.ipv4(bytes, RelayIp);
    if (type == 1 && hardwareType == 1 && hardwareLength == 6 && bytes.has(6) && d.wantsColumns())
        d.infoAppend(" from {}", ColumnText(ColumnAddress::mac(bytes.rest())).view());
    decodeClientAddress(bytes, d, hardwareType, hardwareLength);
    decodeName(bytes, d, ServerName, 64);
    decodeName(bytes, d, FileName, 128);
    if (bytes.overrun() || bytes.atEnd())
        return;
    ByteReader ahead = bytes;
    if (ahead.u32() != magicCookie)
        return;
    d.ipv4(bytes, Cookie);
    d.label("Magic cookie: DHCP");
    const std::uint8_t messageType = decodeOptions(bytes, d);
    if (messageType == 0)
        return;
    const auto name = nameOf(messageTypes, messageType, "Unknown Message Type");
    d.columnProtocol("DHCP");
    d.info("DHCP {:<8} - Transaction ID 0x{:x}", name, transaction);
    d.layerLabel("Dynamic Host Configuration Protocol ({})", name);
}

} // namespace tapscope
