#include <net/linux/attribute_table.h>

#include <libmnl/libmnl.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <wiring/forwarding_reader.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <unordered_map>

namespace tapscope {
namespace {

using DevicesByIndex = std::unordered_map<std::uint32_t, WiredDevice*>;

template <typename Header>
void list(NetlinkSocket& requests, std::uint16_t type, std::uint8_t family, const NetlinkSocket::OnMessage& each) {
    alignas(nlmsghdr) std::array<char, 128> buffer{};
    nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = type;
    request->nlmsg_flags = NLM_F_DUMP;
    auto* header = static_cast<Header*>(mnl_nlmsg_put_extra_header(request, sizeof(Header)));
    std::memcpy(header, &family, sizeof family); // the first member of both headers
    static_cast<void>(requests.ask(*request, each));
}

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

void add(const DevicesByIndex& devices, std::uint32_t index, WiredRoute route) {
    const auto found = devices.find(index);
    if (found == devices.end())
        return;
    WiredForwarding& its = found->second->forwarding;
    ++its.routeCount;
    const bool isMain = route.table == WiredRoute::mainTable;
    if (its.routes.size() == WiredForwarding::mostRoutes &&
        (!isMain || its.routes.back().table == WiredRoute::mainTable))
        return;
    if (its.routes.size() == WiredForwarding::mostRoutes)
        its.routes.pop_back();
    const auto place =
        isMain ? std::ranges::find_if(its.routes,
                                      [](const WiredRoute& each) { return each.table != WiredRoute::mainTable; })
               : its.routes.end();
    its.routes.insert(place, std::move(route));
}

/// A route with several next hops counts for the device of each.
void addNextHops(const DevicesByIndex& devices, std::uint8_t family, const WiredRoute& route, const nlattr& hops) {
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
        add(devices, static_cast<std::uint32_t>(hop.rtnh_ifindex), std::move(its));
        const std::size_t step = std::min<std::size_t>(left, RTNH_ALIGN(hop.rtnh_len));
        data += step;
        left -= step;
    }
}

void addRoute(const DevicesByIndex& devices, const nlmsghdr& message) {
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
        addNextHops(devices, family, route, *hops);
    } else if (const auto index = attributes.number<std::uint32_t>(RTA_OIF)) {
        route.gateway = gatewayIn(family, attributes);
        add(devices, *index, std::move(route));
    }
}

void addLearned(const DevicesByIndex& devices, const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWNEIGH || message.nlmsg_len < mnl_nlmsg_size(sizeof(ndmsg)))
        return;
    const auto* header = static_cast<const ndmsg*>(mnl_nlmsg_get_payload(&message));
    // The others are a device's own table, and the bridge's own addresses.
    if (header->ndm_family != AF_BRIDGE || (header->ndm_flags & NTF_SELF) != 0 ||
        (header->ndm_state & NUD_PERMANENT) != 0)
        return;
    const auto found = devices.find(static_cast<std::uint32_t>(header->ndm_ifindex));
    const auto mac = AttributeTable<NDA_MAX>(message, sizeof(ndmsg)).number<std::array<std::uint8_t, 6>>(NDA_LLADDR);
    if (found == devices.end() || !mac)
        return;
    WiredForwarding& its = found->second->forwarding;
    ++its.learnedCount;
    const bool isKnown = std::ranges::find(its.learned, MacAddress{*mac}) != its.learned.end();
    if (!isKnown && its.learned.size() < WiredForwarding::mostAddresses)
        its.learned.push_back(MacAddress{*mac});
}

} // namespace

void addForwarding(NetlinkSocket& requests, std::span<WiredDevice> devices) {
    DevicesByIndex byIndex;
    for (auto& device : devices)
        byIndex.emplace(device.info.index, &device);
    list<rtmsg>(requests, RTM_GETROUTE, AF_UNSPEC, [&](const nlmsghdr& message) { addRoute(byIndex, message); });
    if (std::ranges::none_of(devices, [](const auto& device) { return device.kind == WiredKind::Bridge; }))
        return;
    list<ndmsg>(requests, RTM_GETNEIGH, AF_BRIDGE, [&](const nlmsghdr& message) { addLearned(byIndex, message); });
    for (auto& device : devices)
        std::ranges::sort(device.forwarding.learned); // the kernel lists them in no order
}

} // namespace tapscope
