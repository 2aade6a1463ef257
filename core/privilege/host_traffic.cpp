#include <base/unique_fd.h>
#include <net/if.h>
#include <net/linux/attributes.h>
#include <net/linux/netlink_socket.h>
#include <privilege/helper_policy.h>
#include <privilege/host_traffic.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <libmnl/libmnl.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

namespace tapscope {
namespace {

using Family = IpAddress::Family;

// The prefixes for private use (RFC 6890). Not 169.254.0.0/16 and 100.64.0.0/10, where cloud providers run services
// from which a host fetches its credentials.
constexpr auto privateUse = std::to_array<IpPrefix>({
    {{Family::V4, {10}}, 8},
    {{Family::V4, {172, 16}}, 12},
    {{Family::V4, {192, 168}}, 16},
    {{Family::V4, {192, 0, 2}}, 24},
    {{Family::V4, {198, 18}}, 15},
    {{Family::V4, {198, 51, 100}}, 24},
    {{Family::V4, {203, 0, 113}}, 24},
    {{Family::V6, {0xfc}}, 7},
    {{Family::V6, {0xfe, 0x80}}, 10},
    {{Family::V6, {0x20, 0x01, 0x0d, 0xb8}}, 32},
});
constexpr IpPrefix linkLocal{{Family::V6, {0xfe, 0x80}}, 10};
constexpr auto physicalNames = std::to_array<std::string_view>({"en", "eth", "ib", "sl", "wl", "ww"});
constexpr int listTries = 8; // a list that changes while it is being read is read again

bool contains(const IpPrefix& wide, const IpPrefix& narrow) {
    if (wide.address.family != narrow.address.family || wide.length > narrow.length)
        return false;
    const std::size_t whole = wide.length / 8;
    const unsigned rest = wide.length % 8;
    const auto& a = wide.address.octets;
    const auto& b = narrow.address.octets;
    return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), b.begin()) &&
           (rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0);
}

bool overlap(const IpPrefix& a, const IpPrefix& b) {
    return contains(a, b) || contains(b, a);
}

IpPrefix hostPrefix(const IpAddress& address) {
    return {address, static_cast<std::uint8_t>(address.size() * 8)};
}

/// The destinations of the routes that the kernel adds with an address.
std::vector<IpPrefix> routesOf(const InterfaceAddress& address) {
    std::vector<IpPrefix> routes{{address.peer ? *address.peer : address.prefix.address, address.prefix.length},
                                 hostPrefix(address.prefix.address)};
    if (address.broadcast)
        routes.push_back(hostPrefix(*address.broadcast));
    return routes;
}

std::optional<IpPrefix> blockOf(const IpPrefix& prefix) {
    const auto* block = std::ranges::find_if(privateUse, [&](const auto& each) { return contains(each, prefix); });
    return block != privateUse.end() ? std::optional(*block) : std::nullopt;
}

/// A destination that the host has a route to, or a neighbour of it.
struct Known {
    IpPrefix where;
    std::uint32_t index = 0; ///< of the interface; 0: none, or several
    const char* what = "";
};

std::optional<IpAddress> addressIn(const nlattr& attribute, std::uint8_t family) {
    IpAddress address{.family = family == AF_INET ? Family::V4 : Family::V6};
    if (mnl_attr_get_payload_len(&attribute) != address.size())
        return std::nullopt;
    std::memcpy(address.octets.data(), mnl_attr_get_payload(&attribute), address.size());
    return address;
}

std::optional<Known> parseRoute(const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWROUTE || message.nlmsg_len < mnl_nlmsg_size(sizeof(rtmsg)))
        return std::nullopt;
    const auto* route = static_cast<const rtmsg*>(mnl_nlmsg_get_payload(&message));
    if (route->rtm_family != AF_INET && route->rtm_family != AF_INET6)
        return std::nullopt;
    Known known{.where = {{.family = route->rtm_family == AF_INET ? Family::V4 : Family::V6}, route->rtm_dst_len},
                .what = route->rtm_type == RTN_LOCAL ? "the address" : "the route"};
    forEachAttribute(message, sizeof(rtmsg), [&](const nlattr& attribute) {
        if (mnl_attr_get_type(&attribute) == RTA_DST)
            known.where.address = addressIn(attribute, route->rtm_family).value_or(known.where.address);
        else if (mnl_attr_get_type(&attribute) == RTA_OIF && mnl_attr_get_payload_len(&attribute) == sizeof(int))
            known.index = mnl_attr_get_u32(&attribute);
    });
    return known;
}

std::optional<Known> parseNeighbour(const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWNEIGH || message.nlmsg_len < mnl_nlmsg_size(sizeof(ndmsg)))
        return std::nullopt;
    const auto* neighbour = static_cast<const ndmsg*>(mnl_nlmsg_get_payload(&message));
    if ((neighbour->ndm_family != AF_INET && neighbour->ndm_family != AF_INET6) ||
        (neighbour->ndm_state & (NUD_NOARP | NUD_FAILED)) != 0)
        return std::nullopt;
    std::optional<Known> known;
    forEachAttribute(message, sizeof(ndmsg), [&](const nlattr& attribute) {
        const auto address =
            mnl_attr_get_type(&attribute) == NDA_DST ? addressIn(attribute, neighbour->ndm_family) : std::nullopt;
        if (address)
            known = Known{hostPrefix(*address), static_cast<std::uint32_t>(neighbour->ndm_ifindex), "the neighbour"};
    });
    return known;
}

using Parse = std::optional<Known> (*)(const nlmsghdr& message);

/// Passes all routes, or all neighbours, of a family to `look`.
template <typename Header, typename Look>
Result<void> walk(NetlinkSocket& socket, std::uint16_t question, Family family, Parse parse, Look look) {
    int code = EINTR;
    for (int i = 0; i < listTries && code == EINTR; ++i) {
        alignas(nlmsghdr) std::array<char, 256> buffer{};
        nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
        request->nlmsg_type = question;
        request->nlmsg_flags = NLM_F_DUMP;
        // The family is the first octet of every rtnetlink header.
        auto* header = static_cast<std::uint8_t*>(mnl_nlmsg_put_extra_header(request, sizeof(Header)));
        *header = family == Family::V4 ? AF_INET : AF_INET6;
        auto asked = socket.ask(*request, [&](const nlmsghdr& message) {
            if (const auto known = parse(message))
                look(*known);
        });
        if (asked)
            return {};
        code = asked.error().code;
    }
    return systemError(code, "look at", "the routes of this machine");
}

std::string nameOf(std::uint32_t index) {
    std::array<char, IF_NAMESIZE> name{};
    return index != 0 && if_indextoname(index, name.data()) != nullptr ? name.data() : "";
}

std::string describe(const Known& known) {
    const bool isHost = known.where.length == known.where.address.size() * 8;
    const std::string where = isHost ? known.where.address.text() : known.where.text();
    const std::string name = nameOf(known.index);
    return name.empty() ? fmt::format("{} {}", known.what, where) : fmt::format("{} {} of {}", known.what, where, name);
}

std::unexpected<Error> refuse(const InterfaceAddress& address, const std::string& what) {
    return failure(ErrorKind::NotPermitted, "use", fmt::format("the address {}", address.prefix.text()),
                   fmt::format("it would divert traffic of the host: {}", what),
                   fmt::format("Take an address that this machine does not use, such as 10.9.0.1/24; or an "
                               "administrator allows it: host-traffic = allowed in {}; or use the private sandbox",
                               helperConfiguration));
}

enum class Check { WholeSpace, ExistingOnly };

Result<void> check(const InterfaceAddress& address, const OwnIndexes& own, Check which) {
    // Link-local addresses are looked up together with their interface.
    auto routes = routesOf(address);
    std::erase_if(routes, [](const IpPrefix& route) { return contains(linkLocal, route); });
    if (routes.empty())
        return {};
    if (which == Check::WholeSpace) {
        for (const auto& route : routes) {
            if (!blockOf(route))
                return refuse(address, fmt::format("{} is not for private use", route.text()));
        }
    }
    std::optional<Known> taken;
    const auto look = [&](const Known& known) {
        if (taken || own.contains(known.index))
            return;
        for (const auto& route : routes) {
            // A default route is not a route to these addresses in particular.
            const auto block = blockOf(route);
            const bool isDefault = block ? known.where.length < block->length : known.where.length == 0;
            if (overlap(known.where, route) && !isDefault)
                taken = known;
        }
    };
    auto socket = NetlinkSocket::open();
    if (!socket)
        return std::unexpected(std::move(socket.error()));
    const Family family = address.prefix.address.family;
    auto walked = walk<rtmsg>(*socket, RTM_GETROUTE, family, parseRoute, look);
    if (walked)
        walked = walk<ndmsg>(*socket, RTM_GETNEIGH, family, parseNeighbour, look);
    if (!walked)
        return walked;
    return taken ? refuse(address, describe(*taken)) : Result<void>{};
}

} // namespace

Result<void> leavesHostTraffic(const InterfaceAddress& address, const OwnIndexes& own) {
    return check(address, own, Check::WholeSpace);
}

Result<void> leavesHostTrafficWhenUp(const DeviceInfo& device, const OwnIndexes& own) {
    for (const auto& address : device.addresses) {
        if (auto checked = check(address, own, Check::ExistingOnly); !checked)
            return checked;
    }
    return {};
}

Result<void> leavesHostNames(std::string_view text) {
    const auto begins = [&](std::string_view prefix) { return text.starts_with(prefix); };
    if (std::ranges::none_of(physicalNames, begins) && text != "all" && text != "default")
        return {};
    return failure(ErrorKind::NotPermitted, "use the name", text,
                   "network managers take a device with that name for a physical interface, and ask it for addresses",
                   fmt::format("Take another name, such as tap0; or an administrator allows it: host-traffic = allowed "
                               "in {}",
                               helperConfiguration));
}

Result<void> ignoreRouterAdvertisements(const InterfaceName& name) {
    // The kernel does not give devices of these two names IPv6; the files would be those of all devices.
    if (name.text() == "all" || name.text() == "default")
        return {};
    const std::string path = fmt::format("/proc/sys/net/ipv6/conf/{}/accept_ra", name.text());
    const UniqueFd file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file && errno == ENOENT) // IPv6 is disabled
        return {};
    if (!file || write(file.get(), "0", 1) != 1)
        return systemError(errno, "switch on", name.text(),
                           fmt::format("It could announce itself as the host's router, which {} forbids; an "
                                       "administrator allows it: host-traffic = allowed in {}",
                                       path, helperConfiguration));
    return {};
}

} // namespace tapscope
