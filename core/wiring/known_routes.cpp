#include <net/linux/attribute_table.h>

#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <wiring/known_routes.h>
#include <wiring/netlink_list.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace tapscope {
namespace {

/// nullopt if the size does not fit the family.
std::optional<IpAddress> addressOf(std::uint8_t family, const void* octets, std::size_t size) {
    IpAddress address;
    address.family = family == AF_INET6 ? IpAddress::Family::V6 : IpAddress::Family::V4;
    if (size != address.size() || (family != AF_INET && family != AF_INET6))
        return std::nullopt;
    std::memcpy(address.octets.data(), octets, size);
    return address;
}

std::optional<IpAddress> addressIn(std::uint8_t family, const nlattr* attribute) {
    return attribute != nullptr
               ? addressOf(family, mnl_attr_get_payload(attribute), mnl_attr_get_payload_len(attribute))
               : std::nullopt;
}

/// The next hop's gateway, which may be an IPv6 address for an IPv4 destination (RFC 8950).
template <std::size_t Highest>
std::optional<IpAddress> gatewayIn(std::uint8_t family, const AttributeTable<Highest>& attributes) {
    const nlattr* via = attributes[RTA_VIA];
    if (via == nullptr || mnl_attr_get_payload_len(via) < sizeof(rtvia))
        return addressIn(family, attributes[RTA_GATEWAY]);
    const auto* its = static_cast<const rtvia*>(mnl_attr_get_payload(via));
    return addressOf(static_cast<std::uint8_t>(its->rtvia_family), its->rtvia_addr,
                     mnl_attr_get_payload_len(via) - sizeof(rtvia));
}

} // namespace

Result<KnownRoutes> KnownRoutes::watch(const NetworkNamespace* place) {
    // Routes go without a message of their own when a device, an address or a next hop goes.
    const unsigned routeGroups =
        NetlinkSocket::deviceGroups | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE | 1U << (RTNLGRP_NEXTHOP - 1);
    auto changes = place == nullptr ? NetlinkSocket::open(routeGroups) : NetlinkSocket::openIn(*place, routeGroups);
    if (!changes)
        return std::unexpected(changes.error());
    return KnownRoutes(std::move(*changes));
}

void KnownRoutes::addTo(std::span<WiredDevice> devices, NetlinkSocket& requests) {
    // The kernel drops messages if there are too many; then something has changed, too.
    if (!changes_.takeNotifications([this](const nlmsghdr&) { areOld_ = true; }))
        areOld_ = true;
    if (areOld_ && Clock::now() >= listNext_)
        list(requests);
    for (WiredDevice& device : devices) {
        if (const auto found = byDevice_.find(device.info.index); found != byDevice_.end()) {
            device.forwarding.routes = found->second.some;
            device.forwarding.routeCount = found->second.count;
        }
    }
}

void KnownRoutes::list(NetlinkSocket& requests) {
    constexpr std::chrono::milliseconds isShort{10};
    constexpr int share = 20; // of the time, as a divisor, that listing may take
    const auto begun = Clock::now();
    byDevice_.clear();
    areOld_ = !listNetlink<rtmsg>(requests, RTM_GETROUTE, AF_UNSPEC, [this](const nlmsghdr& each) { take(each); });
    const auto took = Clock::now() - begun;
    listNext_ = took < isShort ? begun : begun + took * share;
}

void KnownRoutes::add(std::uint32_t device, WiredRoute route) {
    Routes& its = byDevice_[device];
    ++its.count;
    const bool isMain = route.table == WiredRoute::mainTable;
    if (its.some.size() == WiredForwarding::mostRoutes && (!isMain || its.some.back().table == WiredRoute::mainTable))
        return;
    if (its.some.size() == WiredForwarding::mostRoutes)
        its.some.pop_back();
    const auto place =
        isMain
            ? std::ranges::find_if(its.some, [](const WiredRoute& each) { return each.table != WiredRoute::mainTable; })
            : its.some.end();
    its.some.insert(place, std::move(route));
}

/// A route with several next hops counts for the device of each.
void KnownRoutes::takeNextHops(std::uint8_t family, const WiredRoute& route, const nlattr& hops) {
    const auto* data = static_cast<const char*>(mnl_attr_get_payload(&hops));
    std::size_t left = mnl_attr_get_payload_len(&hops);
    while (left >= sizeof(rtnexthop)) {
        rtnexthop hop;
        std::memcpy(&hop, data, sizeof hop);
        if (hop.rtnh_len < sizeof hop || hop.rtnh_len > left)
            return;
        const AttributeTable<RTA_MAX> attributes(data + sizeof hop, hop.rtnh_len - sizeof hop);
        WiredRoute its = route;
        its.gateway = gatewayIn(family, attributes);
        add(static_cast<std::uint32_t>(hop.rtnh_ifindex), std::move(its));
        const std::size_t step = std::min<std::size_t>(left, RTNH_ALIGN(hop.rtnh_len));
        data += step;
        left -= step;
    }
}

void KnownRoutes::take(const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWROUTE || message.nlmsg_len < mnl_nlmsg_size(sizeof(rtmsg)))
        return;
    const auto* header = static_cast<const rtmsg*>(mnl_nlmsg_get_payload(&message));
    const std::uint8_t family = header->rtm_family;
    if (header->rtm_type != RTN_UNICAST || (header->rtm_flags & RTM_F_CLONED) != 0 ||
        (family != AF_INET && family != AF_INET6))
        return;
    const AttributeTable<RTA_MAX> attributes(message, sizeof(rtmsg));
    WiredRoute route;
    route.table = attributes.number<std::uint32_t>(RTA_TABLE).value_or(header->rtm_table);
    if (route.table == RT_TABLE_LOCAL)
        return;
    route.destination.address.family = family == AF_INET ? IpAddress::Family::V4 : IpAddress::Family::V6;
    route.destination.length = header->rtm_dst_len;
    if (const auto address = addressIn(family, attributes[RTA_DST]))
        route.destination.address = *address;
    else if (route.destination.length != 0)
        return;
    route.metric = attributes.number<std::uint32_t>(RTA_PRIORITY).value_or(0);
    if (const nlattr* hops = attributes[RTA_MULTIPATH]) {
        takeNextHops(family, route, *hops);
    } else if (const auto index = attributes.number<std::uint32_t>(RTA_OIF)) {
        route.gateway = gatewayIn(family, attributes);
        add(*index, std::move(route));
    }
}

} // namespace tapscope
