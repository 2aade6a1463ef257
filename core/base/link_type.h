#pragma once

#include <cstdint>
#include <string>

namespace tapscope {

/// The protocol at the start of a frame: a LINKTYPE_ number of https://www.tcpdump.org/linktypes.html, as in pcap and
/// pcapng files.
enum class LinkType : std::uint32_t {
    Null = 0,
    Ethernet = 1,
    Raw = 101,
    Loop = 108,
    LinuxCooked = 113,
    Ipv4 = 228,
    Ipv6 = 229,
    LinuxCookedV2 = 276,
    CustomBlock =
        0xffff'0bad, ///< not a LINKTYPE_: the content of a pcapng custom block, which analysers count as a frame
};

/// "Ethernet", "IEEE 802.11 wireless LAN", …; "link type 4242" for a type that has no name here.
[[nodiscard]] std::string linkTypeName(LinkType type);

} // namespace tapscope
