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

/// One address or port, or all addresses of a prefix, for another: host bits are kept.
struct MacMapping {
    MacAddress from, to;
};
struct PrefixMapping {
    IpPrefix from, to; ///< of one family and length
};
struct PortMapping {
    std::uint16_t from = 0, to = 0;
};
using Mapping = std::variant<MacMapping, PrefixMapping, PortMapping>;

/// Takes "10.9.0.0/24=10.1.0.0/24", "fd00::1=fd00::2", "02:00:00:00:00:01=02:00:00:00:00:02" and "80=8080".
[[nodiscard]] Result<Mapping> parseMapping(std::string_view text);

/// What is changed in frames before they are sent.
struct Rewriting {
    enum class Vlan : std::uint8_t { Keep, Remove, Set };

    std::optional<MacAddress> sourceMac, destinationMac;
    Vlan vlan = Vlan::Keep;
    std::uint16_t vlanId = 0; ///< of Vlan::Set: the outermost tag's, which is made where there is none
    std::vector<Mapping> mappings;
    bool correctsChecksums = false; ///< of IPv4, TCP, UDP, ICMP and ICMPv6, where the whole packet is there

    [[nodiscard]] bool isAnything() const noexcept {
        return sourceMac || destinationMac || vlan != Vlan::Keep || !mappings.empty() || correctsChecksums;
    }
};

/// Changes a frame of LinkType::Ethernet or Raw. Checksums follow what is mapped (RFC 1624): right ones stay right,
/// also in fragments and cut frames, and wrong ones wrong; one that is left to be finished stays so. What cannot be
/// parsed is left as it is.
void rewrite(std::vector<std::byte>& frame, Offload& offload, LinkType linkType, const Rewriting& rewriting);

} // namespace tapscope
