#include <base/link_type.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope {
namespace {

struct NamedLinkType {
    std::uint32_t number;
    std::string_view name;
};

// Sorted by number. The names follow the descriptions in the tcpdump group's registry.
constexpr std::array namedLinkTypes = std::to_array<NamedLinkType>({
    {0, "NULL/Loopback"},
    {1, "Ethernet"},
    {3, "AX.25"},
    {6, "Token Ring"},
    {7, "ARCNET"},
    {8, "SLIP"},
    {9, "PPP"},
    {10, "FDDI"},
    {50, "PPP in HDLC-like framing"},
    {51, "PPP over Ethernet"},
    {100, "RFC 1483 ATM"},
    {101, "Raw IP"},
    {104, "Cisco HDLC"},
    {105, "IEEE 802.11 wireless LAN"},
    {107, "Frame Relay"},
    {108, "OpenBSD loopback"},
    {113, "Linux cooked capture v1"},
    {114, "Apple LocalTalk"},
    {117, "OpenBSD pflog"},
    {119, "IEEE 802.11 with Prism header"},
    {122, "RFC 2625 IP over Fibre Channel"},
    {123, "SunATM"},
    {127, "IEEE 802.11 with radiotap header"},
    {129, "ARCNET, Linux framing"},
    {138, "Apple IP over IEEE 1394"},
    {139, "SS7 MTP2 with pseudo-header"},
    {140, "SS7 MTP2"},
    {141, "SS7 MTP3"},
    {142, "SS7 SCCP"},
    {143, "DOCSIS MAC"},
    {144, "Linux IrDA"},
    {147, "User 0"},
    {163, "IEEE 802.11 with AVS header"},
    {165, "BACnet MS/TP"},
    {166, "PPP with direction (pppd)"},
    {169, "GPRS LLC"},
    {170, "GFP-T"},
    {171, "GFP-F"},
    {177, "Linux LAPD"},
    {182, "Multilink Frame Relay"},
    {187, "Bluetooth HCI H4"},
    {189, "Linux USB"},
    {192, "Per-Packet Information"},
    {195, "IEEE 802.15.4 with FCS"},
    {196, "SITA"},
    {197, "Endace ERF"},
    {201, "Bluetooth HCI H4 with pseudo-header"},
    {202, "AX.25 in KISS framing"},
    {203, "LAPD"},
    {204, "PPP with direction"},
    {205, "Cisco HDLC with direction"},
    {206, "Frame Relay with direction"},
    {209, "IPMB over I2C"},
    {212, "LIN"},
    {215, "IEEE 802.15.4 without PHY header"},
    {220, "Linux USB, mmapped"},
    {224, "Fibre Channel FC-2"},
    {225, "Fibre Channel FC-2 with delimiters"},
    {226, "Solaris ipnet"},
    {227, "CAN (SocketCAN)"},
    {228, "Raw IPv4"},
    {229, "Raw IPv6"},
    {230, "IEEE 802.15.4 without FCS"},
    {231, "D-Bus"},
    {235, "DVB-CI"},
    {236, "MUX27010"},
    {237, "STANAG 5066"},
    {239, "Linux netfilter log"},
    {240, "Hilscher netANALYZER"},
    {241, "Hilscher netANALYZER transparent"},
    {242, "IP over InfiniBand"},
    {243, "MPEG-2 transport stream"},
    {245, "NFC LLCP"},
    {247, "InfiniBand"},
    {248, "SCTP"},
    {249, "USBPcap"},
    {250, "Schweitzer serial"},
    {251, "Bluetooth LE link layer"},
    {252, "Wireshark upper PDU"},
    {253, "Linux netlink"},
    {254, "Bluetooth Linux monitor"},
    {256, "Bluetooth LE link layer with pseudo-header"},
    {258, "Apple PKTAP"},
    {259, "EPON"},
    {264, "ISO 14443"},
    {265, "Radio Data System"},
    {266, "Darwin USB"},
    {270, "DisplayPort AUX"},
    {272, "AX/4000 test system"},
    {273, "Infineon DAP"},
    {276, "Linux cooked capture v2"},
    {277, "Z-Wave serial"},
    {278, "Linux vsock monitor"},
    {279, "Vector E-Switch"},
    {281, "Elee"},
    {283, "IEEE 802.15.4 TAP"},
    {288, "USB 2.0"},
    {289, "ATSC ALP"},
    {0xffff0bad, "pcapng custom block"},
});

} // namespace

std::string linkTypeName(LinkType type) {
    const auto number = static_cast<std::uint32_t>(type);
    const auto* found = std::ranges::lower_bound(namedLinkTypes, number, {}, &NamedLinkType::number);
    if (found != namedLinkTypes.end() && found->number == number)
        return std::string(found->name);
    return fmt::format("link type {}", number);
}

} // namespace tapscope
