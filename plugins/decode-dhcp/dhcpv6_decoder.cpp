// DHCPv6 (RFC 8415): messages, options and the options within them.

#include "dhcp_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::array messageTypes = {ValueName{1, "Solicit"},
                                     ValueName{2, "Advertise"},
                                     ValueName{3, "Request"},
                                     ValueName{4, "Confirm"},
                                     ValueName{5, "Renew"},
                                     ValueName{6, "Rebind"},
                                     ValueName{7, "Reply"},
                                     ValueName{8, "Release"},
                                     ValueName{9, "Decline"},
                                     ValueName{10, "Reconfigure"},
                                     ValueName{11, "Information-request"},
                                     ValueName{12, "Relay-forw"},
                                     ValueName{13, "Relay-reply"},
                                     ValueName{14, "Leasequery"},
                                     ValueName{15, "Leasequery-reply"},
                                     ValueName{16, "Leasequery-done"},
                                     ValueName{17, "Leasequery-data"},
                                     ValueName{18, "Reconfigure-request"},
                                     ValueName{19, "Reconfigure-reply"}};
constexpr std::array optionNames = {ValueName{1, "Client Identifier"},
                                    ValueName{2, "Server Identifier"},
                                    ValueName{3, "Identity Association for Non-temporary Address"},
                                    ValueName{4, "Identity Association for Temporary Address"},
                                    ValueName{5, "IA Address"},
                                    ValueName{6, "Option Request"},
                                    ValueName{7, "Preference"},
                                    ValueName{8, "Elapsed time"},
                                    ValueName{9, "Relay Message"},
                                    ValueName{11, "Authentication"},
                                    ValueName{12, "Server unicast"},
                                    ValueName{13, "Status code"},
                                    ValueName{14, "Rapid Commit"},
                                    ValueName{15, "User Class"},
                                    ValueName{16, "Vendor Class"},
                                    ValueName{17, "Vendor-specific Information"},
                                    ValueName{18, "Interface-Id"},
                                    ValueName{19, "Reconfigure Message"},
                                    ValueName{20, "Reconfigure Accept"},
                                    ValueName{21, "SIP Server Domain Name List"},
                                    ValueName{22, "SIP Servers IPv6 Address List"},
                                    ValueName{23, "DNS recursive name server"},
                                    ValueName{24, "Domain Search List"},
                                    ValueName{25, "Identity Association for Prefix Delegation"},
                                    ValueName{26, "IA Prefix"},
                                    ValueName{27, "Network Information Server"},
                                    ValueName{28, "Network Information Server V2"},
                                    ValueName{29, "Network Information Server Domain Name"},
                                    ValueName{30, "Network Information Server V2 Domain Name"},
                                    ValueName{31, "Simple Network Time Protocol Server"},
                                    ValueName{32, "Lifetime"},
                                    ValueName{33, "BCMCS Server Domain"},
                                    ValueName{34, "BCMCS Servers IPv6 Address List"},
                                    ValueName{36, "Geoconf Civic Address"},
                                    ValueName{37, "Remote Identifier"},
                                    ValueName{38, "Subscriber Identifier"},
                                    ValueName{39, "Client Fully Qualified Domain Name"},
                                    ValueName{40, "PANA Agents IPv6 Address List"},
                                    ValueName{41, "Time Zone"},
                                    ValueName{42, "Time Zone Database"},
                                    ValueName{43, "Echo Request Option"},
                                    ValueName{44, "Leasequery Query"},
                                    ValueName{45, "Leasequery Client Data"},
                                    ValueName{46, "Client Last Transaction Time"},
                                    ValueName{47, "Leasequery Relay Data"},
                                    ValueName{48, "Leasequery Client Link Address List"},
                                    ValueName{49, "Home Network Identifier FQDN"},
                                    ValueName{50, "Visited Home Network Information"},
                                    ValueName{51, "LoST Server"},
                                    ValueName{52, "CAPWAP Access Controllers"},
                                    ValueName{53, "Relay-ID"},
                                    ValueName{54, "MoS IPv6 Address"},
                                    ValueName{55, "MoS Domain Name List"},
                                    ValueName{56, "NTP Server"},
                                    ValueName{57, "Access Network Domain Name"},
                                    ValueName{58, "SIP User Agent Configuration Service Domains"},
                                    ValueName{59, "Boot File URL"},
                                    ValueName{60, "Boot File Parameters"},
                                    ValueName{61, "Client System Architecture Type"},
                                    ValueName{62, "Client Network Interface Identifier"},
                                    ValueName{63, "Geolocation"},
                                    ValueName{64, "Dual-Stack Lite AFTR Name"},
                                    ValueName{65, "ERP Local Domain Name"},
                                    ValueName{66, "Relay-Supplied Options"},
                                    ValueName{67, "Prefix Exclude"},
                                    ValueName{68, "Virtual Subnet Selection"},
                                    ValueName{69, "Identified Home Network Information"},
                                    ValueName{70, "Unrestricted Home Network Information"},
                                    ValueName{71, "Home Network Prefix"},
                                    ValueName{72, "Home Agent Address"},
                                    ValueName{73, "Home Agent FQDN"},
                                    ValueName{74, "RDNSS Selection"},
                                    ValueName{75, "Kerberos Principal Name"},
                                    ValueName{76, "Kerberos Realm Name"},
                                    ValueName{77, "Kerberos Default Realm Name"},
                                    ValueName{78, "Kerberos KDC"},
                                    ValueName{79, "Client Link-Layer Address"},
                                    ValueName{80, "Link Address"},
                                    ValueName{81, "RADIUS"},
                                    ValueName{82, "SOL_MAX_RT"},
                                    ValueName{83, "INF_MAX_RT"},
                                    ValueName{84, "Address Selection"},
                                    ValueName{85, "Address Selection table"},
                                    ValueName{86, "PCP Server"},
                                    ValueName{87, "DHCPv4 Message"},
                                    ValueName{88, "DHCP 4o6 Servers Address"},
                                    ValueName{89, "S46 Rule"},
                                    ValueName{90, "S46 BR"},
                                    ValueName{91, "S46 DMR"},
                                    ValueName{92, "S46 IPv4/IPv6 Address Binding"},
                                    ValueName{93, "S46 Port Parameters"},
                                    ValueName{94, "S46 MAP-E Container"},
                                    ValueName{95, "S46 MAP-T Container"},
                                    ValueName{96, "S46 Lightweight 4over6 Container"},
                                    ValueName{97, "4rd Options"},
                                    ValueName{98, "4rd Mapping Rule"},
                                    ValueName{99, "4rd Non-Mapping Rule"},
                                    ValueName{100, "LQ Server Base Time"},
                                    ValueName{101, "LQ Server Query Start Time"},
                                    ValueName{102, "LQ Server Query End Time"},
                                    ValueName{103, "Captive Portal"},
                                    ValueName{104, "MPL Parameter Configuration"},
                                    ValueName{105, "Access Technology Type"},
                                    ValueName{106, "Access Network Name"},
                                    ValueName{107, "Access Point Name"},
                                    ValueName{108, "Access Point BSSID"},
                                    ValueName{109, "Access Network Operator ID"},
                                    ValueName{110, "Access Network Operator Realm"},
                                    ValueName{111, "S46 Priority"},
                                    ValueName{112, "Manufacturer Usage Description"},
                                    ValueName{113, "IPv4/IPv6 Multicast Prefixes"},
                                    ValueName{114, "Failover Binding Status"},
                                    ValueName{115, "Failover Connect Flags"},
                                    ValueName{116, "Failover DNS Removal Info"},
                                    ValueName{117, "Failover DNS Hostname"},
                                    ValueName{118, "Failover DNS Zone Name"},
                                    ValueName{119, "Failover DNS Flags"},
                                    ValueName{120, "Failover Expiration Time"},
                                    ValueName{121, "Failover Maximum Number Unacked BNDUPD Messages"},
                                    ValueName{122, "Failover Maximum Client Lead Time (MCLT)"},
                                    ValueName{123, "Failover Partner Lifetime"},
                                    ValueName{124, "Failover Partner Lifetime Sent"},
                                    ValueName{125, "Failover Partner Down Time"},
                                    ValueName{126, "Failover Partner Raw Client Time"},
                                    ValueName{127, "Failover Protocol Version"},
                                    ValueName{128, "Failover Keepalive Time"},
                                    ValueName{129, "Failover Reconfigure Data"},
                                    ValueName{130, "Failover Relationship Name"},
                                    ValueName{131, "Failover Server Flags"},
                                    ValueName{132, "Failover Server State"},
                                    ValueName{133, "Failover Start Time of State"},
                                    ValueName{134, "Failover State Expiration Time"},
                                    ValueName{135, "Relay Source Port"},
                                    ValueName{136, "SZTP Redirect"},
                                    ValueName{137, "Softwire Source Binding Prefix Hint"},
                                    ValueName{143, "ANDSF IPv6 Address"},
                                    ValueName{165, "Mobile IPv6 Home Agent"},
                                    ValueName{166, "Mobile IPv6 Home Address"},
                                    ValueName{167, "Network Access Identifier"}};
constexpr std::array duidTypes = {
    ValueName{1, "link-layer address plus time"}, ValueName{2, "assigned by vendor based on Enterprise number"},
    ValueName{3, "link-layer address"}, ValueName{4, "Universally Unique IDentifier (UUID)"}};
constexpr std::array statusCodes = {ValueName{0, "Success"},        ValueName{1, "UnspecFail"},
                                    ValueName{2, "NoAddrAvail"},    ValueName{3, "NoBinding"},
                                    ValueName{4, "NotOnLink"},      ValueName{5, "UseMulticast"},
                                    ValueName{6, "NoPrefixAvail"},  ValueName{7, "UnknownQueryType"},
                                    ValueName{8, "MalformedQuery"}, ValueName{9, "NotConfigured"},
                                    ValueName{10, "NotAllowed"},    ValueName{11, "QueryTerminated"},
                                    ValueName{12, "DataMissing"},   ValueName{13, "CatchUpComplete"},
                                    ValueName{14, "NotSupported"},  ValueName{15, "TLSConnectionRefused"}};
enum Field : std::uint16_t {
    Type,
    Transaction,
    HopCount,
    LinkAddress,
    PeerAddress,
    Option,
    OptionType,
    OptionLength,
    OptionValue,
    Duid,
    DuidType,
    Iaid,
    T1,
    T2,
    Address,
    PreferredLifetime,
    ValidLifetime,
    PrefixPreferred,
    PrefixValid,
    PrefixLength,
    PrefixAddress,
    RequestedOption,
    Preference,
    ElapsedTime,
    StatusCode,
    StatusMessage,
    DnsServer,
};
constexpr std::array fields = {
    FieldInfo{.name = "dhcpv6.msgtype", .title = "Message type", .values = messageTypes},
    FieldInfo{.name = "dhcpv6.xid", .title = "Transaction ID", .base = Base::Hex},
    FieldInfo{.name = "dhcpv6.hopcount", .title = "Hopcount"},
    FieldInfo{.name = "dhcpv6.linkaddr", .title = "Link address", .type = FieldType::Ipv6},
    FieldInfo{.name = "dhcpv6.peeraddr", .title = "Peer address", .type = FieldType::Ipv6},
    FieldInfo{.name = "dhcpv6.option", .title = "Option", .type = FieldType::Label},
    FieldInfo{.name = "dhcpv6.option.type", .title = "Option", .values = optionNames},
    FieldInfo{.name = "dhcpv6.option.length", .title = "Length"},
    FieldInfo{.name = "dhcpv6.option.data", .title = "Value", .type = FieldType::ByteString},
    FieldInfo{.name = "dhcpv6.duid.bytes", .title = "DUID", .type = FieldType::ByteString},
    FieldInfo{.name = "dhcpv6.duid.type", .title = "DUID Type", .values = duidTypes},
    FieldInfo{.name = "dhcpv6.iaid", .title = "IAID", .base = Base::Hex},
    FieldInfo{.name = "dhcpv6.iaid.t1", .title = "T1"},
    FieldInfo{.name = "dhcpv6.iaid.t2", .title = "T2"},
    FieldInfo{.name = "dhcpv6.iaaddr.ip", .title = "IPv6 address", .type = FieldType::Ipv6},
    FieldInfo{.name = "dhcpv6.iaaddr.pref_lifetime", .title = "Preferred lifetime"},
    FieldInfo{.name = "dhcpv6.iaaddr.valid_lifetime", .title = "Valid lifetime"},
    FieldInfo{.name = "dhcpv6.iaprefix.pref_lifetime", .title = "Preferred lifetime"},
    FieldInfo{.name = "dhcpv6.iaprefix.valid_lifetime", .title = "Valid lifetime"},
    FieldInfo{.name = "dhcpv6.iaprefix.pref_len", .title = "Prefix length"},
    FieldInfo{.name = "dhcpv6.iaprefix.pref_addr", .title = "Prefix address", .type = FieldType::Ipv6},
    FieldInfo{.name = "dhcpv6.requested_option_code", .title = "Requested Option code", .values = optionNames},
    FieldInfo{.name = "dhcpv6.option_preference", .title = "Pref-value"},
    FieldInfo{.name = "dhcpv6.elapsed_time", .title = "Elapsed time"},
    FieldInfo{.name = "dhcpv6.status_code", .title = "Status Code", .values = statusCodes},
    FieldInfo{.name = "dhcpv6.status_msg", .title = "Status Message", .type = FieldType::Text},
    FieldInfo{.name = "dhcpv6.dns_server", .title = "DNS server address", .type = FieldType::Ipv6},
};
constexpr std::array hooks = {Hook{"udp.port", 546}, Hook{"udp.port", 547}};
const ProtocolInfo info = {
    .abbreviation = "dhcpv6", .title = "DHCPv6", .column = "DHCPv6", .fields = fields, .hooks = hooks};

enum OptionCode : std::uint16_t {
    ClientId = 1,
    ServerId = 2,
    NonTemporary = 3,
    Temporary = 4,
    AddressOption = 5,
    OptionRequest = 6,
    PreferenceOption = 7,
    Elapsed = 8,
    RelayMessage = 9,
    Status = 13,
    DnsServers = 23,
    PrefixDelegation = 25,
    PrefixOption = 26,
};
enum MessageType : std::uint8_t { RelayForward = 12, RelayReply = 13 };
constexpr unsigned deepest = 8; ///< options within options, relays within relays

void decodeMessage(ByteReader& bytes, Dissection& d, unsigned depth);
void decodeOptions(ByteReader& bytes, Dissection& d, unsigned depth);

/// A DHCP unique identifier, told as bytes.
void decodeDuid(ByteReader& value, Dissection& d, bool isClient) {
    const Bytes duid = value.rest();
    d.addBytes(Duid, {static_cast<std::uint32_t>(value.offset()), static_cast<std::uint32_t>(duid.size())});
    const auto nest = d.nest();
    d.u16(value, DuidType);
    if (!isClient || !d.wantsColumns())
        return;
    d.infoAppend("CID: ");
    for (const std::byte octet : duid)
        d.infoAppend("{:02x}", std::to_integer<unsigned>(octet));
    d.infoAppend(" ");
}

void decodeValue(std::uint16_t code, ByteReader& value, Dissection& d, unsigned depth) {
    switch (code) {
    case ClientId:
    case ServerId:
        decodeDuid(value, d, code == ClientId);
        break;
    case NonTemporary:
    case PrefixDelegation:
        d.u32(value, Iaid);
        d.u32(value, T1);
        d.u32(value, T2);
        decodeOptions(value, d, depth + 1);
        break;
    case Temporary:
        d.u32(value, Iaid);
        decodeOptions(value, d, depth + 1);
        break;
    case AddressOption: {
        const auto address = ColumnAddress::ipv6(d.ipv6(value, Address));
        if (d.wantsColumns() && !value.overrun())
            d.infoAppend("IAA: {} ", ColumnText(address).view());
        d.u32(value, PreferredLifetime);
        d.u32(value, ValidLifetime);
        decodeOptions(value, d, depth + 1);
        break;
    }
    case PrefixOption:
        d.u32(value, PrefixPreferred);
        d.u32(value, PrefixValid);
        d.u8(value, PrefixLength);
        d.ipv6(value, PrefixAddress);
        decodeOptions(value, d, depth + 1);
        break;
    case OptionRequest:
        while (value.has(2))
            d.u16(value, RequestedOption);
        break;
    case PreferenceOption:
        d.u8(value, Preference);
        break;
    case Elapsed:
        d.u16(value, ElapsedTime);
        break;
    case RelayMessage:
        decodeMessage(value, d, depth + 1);
        break;
    case Status:
        d.u16(value, StatusCode);
        if (!value.atEnd())
            d.text(value, StatusMessage, value.remaining());
        break;
    case DnsServers:
        while (value.has(16))
            d.ipv6(value, DnsServer);
        break;
    default:
        if (!value.atEnd())
            d.data(value, OptionValue, value.remaining());
    }
}

struct OptionSize {
    std::uint16_t code;
    std::size_t smallest, largest;
};
constexpr std::size_t largestOption = 65535;
// RFC 8415 section 21. Options whose fields are read tell by those that they are too short.
constexpr std::array optionSizes = {
    OptionSize{AddressOption, 24, largestOption},
    OptionSize{PreferenceOption, 1, 1},
    OptionSize{Elapsed, 2, 2},
    OptionSize{11, 11, largestOption}, // Authentication
    OptionSize{12, 16, 16},            // Server Unicast
    OptionSize{14, 0, 0},              // Rapid Commit
    OptionSize{16, 4, largestOption},  // Vendor Class
    OptionSize{17, 4, largestOption},  // Vendor-specific Information
    OptionSize{19, 1, 1},              // Reconfigure Message
    OptionSize{20, 0, 0},              // Reconfigure Accept
    OptionSize{32, 4, 4},              // Information Refresh Time
    OptionSize{82, 4, 4},              // SOL_MAX_RT
    OptionSize{83, 4, 4},              // INF_MAX_RT
};
struct ListSize {
    std::uint16_t code;
    std::size_t before; ///< bytes in front of the list
};
/// Options that hold a list of lengths of two bytes, each with that many bytes.
constexpr std::array listSizes = {ListSize{15, 0}, ListSize{16, 4}}; // User Class, Vendor Class

bool sizeFits(std::uint16_t code, ByteReader value) noexcept {
    const auto size = std::ranges::find(optionSizes, code, &OptionSize::code);
    if (size != optionSizes.end() && (value.remaining() < size->smallest || value.remaining() > size->largest))
        return false;
    const auto list = std::ranges::find(listSizes, code, &ListSize::code);
    if (list == listSizes.end())
        return true;
    value.skip(list->before);
    while (!value.atEnd())
        value.skip(value.u16());
    return !value.overrun();
}

void decodeOptions(ByteReader& bytes, Dissection& d, unsigned depth) {
    if (depth > deepest) {
        d.malformed("its options are nested too deeply");
        return;
    }
    while (!bytes.atEnd() && !bytes.overrun()) {
        const unsigned code = static_cast<unsigned>(bytes.peek()) << 8 | bytes.peek(1);
        const std::size_t size =
            std::min(4 + (static_cast<std::size_t>(bytes.peek(2)) << 8 | bytes.peek(3)), bytes.remaining());
        d.add(Option, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)}, 0);
        d.label("{}", nameOf(optionNames, code, "DHCP option"));
        const auto nest = d.nest();
        d.u16(bytes, OptionType);
        const std::uint16_t length = d.u16(bytes, OptionLength);
        ByteReader value = bytes.part(length);
        const bool isWhole = value.remaining() == length;
        const bool fits = !isWhole || sizeFits(static_cast<std::uint16_t>(code), value);
        decodeValue(static_cast<std::uint16_t>(code), value, d, depth);
        if (!fits) {
            d.malformed("an option's length is not one of its kind");
            return;
        }
        if (value.overrun() || !isWhole)
            bytes.skip(bytes.remaining() + 1);
    }
}

void decodeMessage(ByteReader& bytes, Dissection& d, unsigned depth) {
    const std::uint8_t type = d.u8(bytes, Type);
    d.infoAppend("{} ", nameOf(messageTypes, type, "Message Type Unknown"));
    if (type == RelayForward || type == RelayReply) {
        d.u8(bytes, HopCount);
        const auto link = ColumnAddress::ipv6(d.ipv6(bytes, LinkAddress));
        d.ipv6(bytes, PeerAddress);
        if (d.wantsColumns() && !bytes.overrun())
            d.infoAppend("L: {} ", ColumnText(link).view());
    } else {
        const std::uint32_t transaction = d.u24(bytes, Transaction);
        d.infoAppend("XID: 0x{:06x} ", transaction);
    }
    decodeOptions(bytes, d, depth);
}

} // namespace

const ProtocolInfo& Dhcpv6Decoder::protocol() const noexcept {
    return info;
}

void Dhcpv6Decoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    decodeMessage(bytes, d, 0);
}

} // namespace tapscope
