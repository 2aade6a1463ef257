#include <decode/ethertype.h>

#include <array>
#include <vector>

namespace tapscope {
namespace {

constexpr std::array names = {
    ValueName{0x0600, "XNS Internet Datagram Protocol"},
    ValueName{0x0800, "IPv4"},
    ValueName{0x0805, "X.25 Layer 3"},
    ValueName{0x0806, "ARP"},
    ValueName{0x0842, "Wake on LAN"},
    ValueName{0x0bad, "Vines IP"},
    ValueName{0x0baf, "Vines Echo"},
    ValueName{0x2001, "Cisco Group Management Protocol"},
    ValueName{0x22ea, "802.1Qat Multiple Stream Reservation Protocol"},
    ValueName{0x22f0, "IEEE 1722 Audio Video Transport Protocol"},
    ValueName{0x22f1, "Robust Header Compression(RoHC)"},
    ValueName{0x22f3, "Transparent Interconnection of Lots of Links"},
    ValueName{0x22f4, "Intermediate System to Intermediate System"},
    ValueName{0x2452, "IEEE 802.11 (Centrino promiscuous)"},
    ValueName{0x6000, "DEC proto"},
    ValueName{0x6001, "DEC DNA Dump/Load"},
    ValueName{0x6002, "DEC DNA Remote Console"},
    ValueName{0x6003, "DEC DNA Routing"},
    ValueName{0x6004, "DEC LAT"},
    ValueName{0x6005, "DEC Diagnostics"},
    ValueName{0x6006, "DEC Customer use"},
    ValueName{0x6007, "DEC LAVC/SCA"},
    ValueName{0x6558, "Transparent Ethernet bridging"},
    ValueName{0x8035, "RARP"},
    ValueName{0x8038, "DEC LanBridge"},
    ValueName{0x8041, "DEC LAST"},
    ValueName{0x809b, "AppleTalk LLAP bridging"},
    ValueName{0x80d5, "SNA-over-Ethernet"},
    ValueName{0x80e1, "EtherNet/IP Device Level Ring"},
    ValueName{0x80f3, "AARP"},
    ValueName{0x8100, "802.1Q Virtual LAN"},
    ValueName{0x8102, "Simple Loop Protection Protocol"},
    ValueName{0x8103, "Virtual LACP"},
    ValueName{0x8137, "Netware IPX/SPX"},
    ValueName{0x8181, "Spanning Tree Protocol"},
    ValueName{0x8204, "QNX 6 QNET protocol"},
    ValueName{0x86dd, "IPv6"},
    ValueName{0x8808, "MAC Control"},
    ValueName{0x8809, "Slow Protocols"},
    ValueName{0x8847, "MPLS label switched packet"},
    ValueName{0x8848, "MPLS multicast label switched packet"},
    ValueName{0x8863, "PPPoE Discovery"},
    ValueName{0x8864, "PPPoE Session"},
    ValueName{0x886c, "HomePNA, wlan link local tunnel"},
    ValueName{0x886d, "Intel ANS probe"},
    ValueName{0x886f, "MS NLB heartbeat"},
    ValueName{0x8870, "Jumbo LLC"},
    ValueName{0x8874, "Broadcom tag"},
    ValueName{0x887b, "Homeplug"},
    ValueName{0x8881, "CDMA2000 A10 Unstructured byte stream"},
    ValueName{0x8884, "ATM over Ethernet"},
    ValueName{0x888e, "802.1X Authentication"},
    ValueName{0x8892, "PROFINET"},
    ValueName{0x88a2, "ATA over Ethernet"},
    ValueName{0x88a4, "EtherCAT frame"},
    ValueName{0x88a8, "802.1ad Provider Bridge (Q-in-Q)"},
    ValueName{0x88ab, "ETHERNET Powerlink v2"},
    ValueName{0x88b4, "WAI Authentication Protocol"},
    ValueName{0x88b5, "Local Experimental Ethertype 1"},
    ValueName{0x88b6, "Local Experimental Ethertype 2"},
    ValueName{0x88b7, "IEEE 802a OUI Extended Ethertype"},
    ValueName{0x88b8, "IEC 61850/GOOSE"},
    ValueName{0x88b9, "IEC 61850/GSE management services"},
    ValueName{0x88ba, "IEC 61850/SV (Sampled Value Transmission"},
    ValueName{0x88c7, "802.11i Pre-Authentication"},
    ValueName{0x88ca, "Transparent Inter Process Communication"},
    ValueName{0x88cc, "802.1 Link Layer Discovery Protocol (LLDP)"},
    ValueName{0x88d2, "CDMA2000 A10 3GPP2 Packet"},
    ValueName{0x88d8, "Circuit Emulation Services over Ethernet (MEF8)"},
    ValueName{0x88d9, "Link Layer Topology Discovery (LLTD)"},
    ValueName{0x88dc, "(WAVE) Short Message Protocol (WSM)"},
    ValueName{0x88e1, "Homeplug AV"},
    ValueName{0x88e3, "MRP"},
    ValueName{0x88e5, "802.1AE (MACsec)"},
    ValueName{0x88e7, "802.1ah Provider Backbone Bridge (mac-in-mac)"},
    ValueName{0x88ee, "Ethernet Local Management Interface (MEF16)"},
    ValueName{0x88f6, "802.1ak Multiple Mac Registration Protocol"},
    ValueName{0x88f7, "PTPv2 over Ethernet (IEEE1588)"},
    ValueName{0x88f8, "Network Controller Sideband Interface"},
    ValueName{0x88fb, "Parallel Redundancy Protocol (PRP) and HSR Supervision (IEC62439 Part 3)"},
    ValueName{0x8901, "Flow Layer Internal Protocol"},
    ValueName{0x8902, "IEEE 802.1ag Connectivity Fault Management (CFM) protocol"},
    ValueName{0x8903, "Data Center Ethernet (DCE) protocol(Cisco)"},
    ValueName{0x8906, "Fibre Channel over Ethernet"},
    ValueName{0x8909, "CiscoMetaData"},
    ValueName{0x890d, "IEEE 802.11 data encapsulation"},
    ValueName{0x8914, "FCoE Initialization Protocol"},
    ValueName{0x8915, "RDMA over Converged Ethernet"},
    ValueName{0x8917, "Media Independent Handover Protocol"},
    ValueName{0x891d, "TTEthernet Protocol Control Frame"},
    ValueName{0x8926, "VN-Tag"},
    ValueName{0x892f, "High-availability Seamless Redundancy (IEC62439 Part 3)"},
    ValueName{0x893a, "1905.1a Convergent Digital Home Network for Heterogenous Technologies"},
    ValueName{0x893f, "802.1br Bridge Port Extension E-Tag"},
    ValueName{0x8947, "GeoNetworking"},
    ValueName{0x894f, "Network Service Header"},
    ValueName{0x9000, "Loopback"},
    ValueName{0x9100, "QinQ: old non-standard 802.1ad"},
    ValueName{0xa0ed, "6LoWPAN"},
    ValueName{0xaefe, "eCPRI"},
    ValueName{0xd28b, "Arista Timestamp"},
    ValueName{0xf1c1, "802.1CB Frame Replication and Elimination for Reliability"},
};

constexpr std::uint16_t ipv4 = 0x0800, arp = 0x0806, ipv6 = 0x86dd, pppoeDiscovery = 0x8863, pppoeSession = 0x8864;

/// Tags of IEEE 802.1Q and 802.1ad, and of earlier drafts.
constexpr bool isTag(std::uint16_t type) noexcept {
    return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
}

std::string_view hexadecimal(std::uint16_t number) {
    constexpr std::size_t size = 6;
    static const auto all = [] {
        constexpr std::string_view digits = "0123456789abcdef";
        std::vector<std::array<char, size>> made(0x10000);
        for (std::size_t i = 0; i < made.size(); ++i)
            made[i] = {'0', 'x', digits[i >> 12], digits[i >> 8 & 15], digits[i >> 4 & 15], digits[i & 15]};
        return made;
    }();
    return {all[number].data(), size};
}

} // namespace

std::span<const ValueName> ethertypeNames() noexcept {
    return names;
}

void nextByEthertype(Dissection& d, Dissection::Table table, std::uint16_t type, const ByteReader& bytes) {
    d.passThrough("ethertype");
    if (d.next(table, type, ByteReader(bytes.rest(), bytes.offset())))
        return;
    if (!d.wantsColumns())
        return;
    d.columnProtocol(hexadecimal(type));
    if (const std::string_view name = nameOf(names, type); !name.empty())
        d.info("{}", name);
}

std::size_t lengthByEthertype(std::uint16_t type, Bytes payload) noexcept {
    constexpr std::size_t ipv6Header = 40, arpFixed = 8, pppoeHeader = 6, tag = 4;
    ByteReader bytes(payload);
    std::size_t tags = 0;
    while (isTag(type) && bytes.has(tag)) {
        bytes.skip(2);
        type = bytes.u16();
        tags += tag;
    }
    constexpr std::uint16_t largestLength = 1500; // IEEE 802.3: smaller numbers are lengths
    std::size_t length = type <= largestLength && tags != 0 ? type : 0;
    switch (type) {
    case ipv4:
        bytes.skip(2);
        length = bytes.u16();
        break;
    case ipv6:
        bytes.skip(4);
        length = bytes.u16();
        length += length == 0 ? 0 : ipv6Header;
        break;
    case arp:
        bytes.skip(4);
        length = 2U * bytes.u8();
        length += 2U * bytes.u8() + arpFixed;
        break;
    case pppoeDiscovery:
    case pppoeSession:
        bytes.skip(4);
        length = bytes.u16() + pppoeHeader;
        break;
    default:
        break;
    }
    length += tags;
    return length == tags || bytes.overrun() || length > payload.size() ? payload.size() : length;
}

} // namespace tapscope
