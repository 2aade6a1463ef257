#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/ip_address.h>
#include <base/mac_address.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace tapscope {

/// Replaces one address or port, or all addresses of a prefix; host bits are kept.
struct MacMapping {
    MacAddress from, to;
};
struct PrefixMapping {
    IpPrefix from, to; ///< of the same family and prefix length
};
struct PortMapping {
    std::uint16_t from = 0, to = 0;
};
using Mapping = std::variant<MacMapping, PrefixMapping, PortMapping>;

/// Parses "10.9.0.0/24=10.1.0.0/24", "fd00::1=fd00::2", "02:00:00:00:00:01=02:00:00:00:00:02" and "80=8080".
[[nodiscard]] Result<Mapping> parseMapping(std::string_view text);

/// The changes made to frames before they are sent.
struct Rewriting {
    enum class Vlan : std::uint8_t { Keep, Remove, Set };

    std::optional<MacAddress> sourceMac, destinationMac;
    Vlan vlan = Vlan::Keep;
    std::uint16_t vlanId = 0; ///< for Vlan::Set: of the outermost tag, which is added if there is none
    std::vector<Mapping> mappings;
    bool correctsChecksums = false; ///< of IPv4, TCP, UDP, ICMP and ICMPv6, if the packet is complete

    [[nodiscard]] bool isAnything() const noexcept {
        return sourceMac || destinationMac || vlan != Vlan::Keep || !mappings.empty() || correctsChecksums;
    }
};

/// Changes a frame of LinkType::Ethernet or Raw. Checksums are updated for mapped addresses and ports (RFC 1624):
/// correct ones stay correct, also in fragments and truncated frames, and wrong ones stay wrong; a checksum left to be
/// filled in stays so. Parts that cannot be parsed are left unchanged.
void rewrite(std::vector<std::byte>& frame, Offload& offload, LinkType linkType, const Rewriting& rewriting);

} // namespace tapscope
