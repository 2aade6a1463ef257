#pragma once

#include <net/linux/netlink_socket.h>

#include <wiring/wiring.h>

#include <chrono>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace tapscope {

/// The routes of one namespace, by device. A router may have a million routes, whose listing takes half a second:
/// the kernel is asked for them only after it has reported a change. For one thread.
class KnownRoutes {
public:
    /// `place`: null for our own namespace. Errors: those of NetlinkSocket::openIn().
    [[nodiscard]] static Result<KnownRoutes> watch(const NetworkNamespace* place);

    /// Adds the routes to their devices. `requests` is a socket in the same namespace, without notifications. While a
    /// long list of routes changes all the time, it may be as old as twenty times the time that its listing takes.
    void addTo(std::span<WiredDevice> devices, NetlinkSocket& requests);

private:
    using Clock = std::chrono::steady_clock;
    struct Routes {
        std::vector<WiredRoute> some; ///< at most WiredForwarding::mostRoutes, those of the main table first
        std::size_t count = 0;        ///< of all
    };

    explicit KnownRoutes(NetlinkSocket changes) noexcept : changes_(std::move(changes)) {}
    void list(NetlinkSocket& requests);
    void take(const nlmsghdr& message);
    void takeNextHops(std::uint8_t family, const WiredRoute& route, const nlattr& hops);
    void add(std::uint32_t device, WiredRoute route);

    NetlinkSocket changes_;
    std::unordered_map<std::uint32_t, Routes> byDevice_; ///< by the device's index
    bool areOld_ = true;
    Clock::time_point listNext_; ///< not listed before
};

} // namespace tapscope
