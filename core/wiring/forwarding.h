#pragma once

#include <base/ip_address.h>
#include <base/mac_address.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A unicast route that leads through a device.
struct WiredRoute {
    IpPrefix destination;             ///< with a length of 0: the default route
    std::optional<IpAddress> gateway; ///< may be of the other family; none: the destination is on the link
    std::uint32_t metric = 0;         ///< among routes to the same destination, the lowest is taken
    std::uint32_t table = mainTable;

    static constexpr std::uint32_t mainTable = 254; ///< RT_TABLE_MAIN
    bool operator==(const WiredRoute&) const = default;
};
/// "default via 10.9.0.1 metric 100", "10.9.0.0/24", "fd09::/64 table 7": as `ip route` writes them.
[[nodiscard]] std::string routeText(const WiredRoute& route);

/// What decides where a device's frames and packets go.
struct WiredForwarding {
    std::vector<WiredRoute> routes;        ///< at most `mostRoutes`, those of the main table first
    std::size_t routeCount = 0;            ///< of all, in all tables except the local one
    std::optional<std::uint8_t> portState; ///< of a port of a bridge, with the numbers of IFLA_BRPORT_STATE
    /// Port of a bridge: the addresses to which the bridge sends frames through it, learned or set by a user; at most
    /// `mostAddresses`.
    std::vector<MacAddress> learned;
    std::size_t learnedCount = 0; ///< of all; an address counts once for each VLAN

    static constexpr std::size_t mostRoutes = 16, mostAddresses = 8;
    bool operator==(const WiredForwarding&) const = default;
};
/// "disabled", "listening", "learning", "forwarding", "blocking": the names of IEEE 802.1D that `bridge link` prints.
[[nodiscard]] std::string_view portStateWord(std::uint8_t state) noexcept;

} // namespace tapscope
