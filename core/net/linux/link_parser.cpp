#include <net/if.h>
#include <net/linux/attribute_table.h>
#include <net/linux/link_owner.h>
#include <net/linux/link_parser.h>

#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/if_tunnel.h>
#include <linux/rtnetlink.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace tapscope {
namespace {

int addAlternativeName(const nlattr* attribute, void* out) {
    constexpr std::size_t longest = 127; // ALTIFNAMSIZ without the terminator
    const std::string_view name = AttributeTable<0>::textOf(*attribute);
    if (mnl_attr_get_type(attribute) == IFLA_ALT_IFNAME && !name.empty() && name.size() <= longest)
        static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return MNL_CB_OK;
}

void readTunFlags(DeviceInfo& info, const nlattr* data) {
    const AttributeTable<IFLA_TUN_MAX> tun(data);
    constexpr std::uint8_t tapType = 2; // IFF_TAP
    const auto isSet = [&](std::size_t type) { return tun.number<std::uint8_t>(type).value_or(0) != 0; };
    info.kind =
        tun.number<std::uint8_t>(IFLA_TUN_TYPE).value_or(tapType) == tapType ? DeviceKind::Tap : DeviceKind::Tun;
    info.isPersistent = isSet(IFLA_TUN_PERSIST);
    info.isMultiQueue = isSet(IFLA_TUN_MULTI_QUEUE);
    info.openQueues = tun.number<std::uint32_t>(IFLA_TUN_NUM_QUEUES).value_or(0);
    info.hasVnetHeader = isSet(IFLA_TUN_VNET_HDR);
    info.hasPacketInfo = isSet(IFLA_TUN_PI);
    info.owner = tun.number<std::uint32_t>(IFLA_TUN_OWNER);
    info.group = tun.number<std::uint32_t>(IFLA_TUN_GROUP);
}

InterfaceCounters countersOf(const rtnl_link_stats64& stats) {
    return {.receivedFrames = stats.rx_packets,
            .receivedBytes = stats.rx_bytes,
            .receiveDropped = stats.rx_dropped,
            .sentFrames = stats.tx_packets,
            .sentBytes = stats.tx_bytes,
            .sendDropped = stats.tx_dropped};
}

std::optional<IpAddress> addressIn(const nlattr* attribute, IpAddress::Family family) {
    IpAddress made;
    made.family = family;
    if (attribute == nullptr || mnl_attr_get_payload_len(attribute) != made.size())
        return std::nullopt;
    std::memcpy(made.octets.data(), mnl_attr_get_payload(attribute), made.size());
    return made;
}

/// An address of either family, distinguished by its size; all zero means that it is not set.
std::optional<IpAddress> endIn(const nlattr* attribute) {
    auto end = addressIn(attribute, IpAddress::Family::V4);
    if (!end)
        end = addressIn(attribute, IpAddress::Family::V6);
    const bool isSet = end && std::ranges::any_of(end->octets, [](auto octet) { return octet != 0; });
    return isSet ? end : std::nullopt;
}

void readVxlan(AnyLink& link, const nlattr* data) {
    const AttributeTable<IFLA_VXLAN_MAX> vxlan(data);
    link.tag = vxlan.number<std::uint32_t>(IFLA_VXLAN_ID);
    link.underlayIndex = vxlan.number<std::uint32_t>(IFLA_VXLAN_LINK).value_or(0);
    link.remote = endIn(vxlan[IFLA_VXLAN_GROUP6] != nullptr ? vxlan[IFLA_VXLAN_GROUP6] : vxlan[IFLA_VXLAN_GROUP]);
}

void readKind(AnyLink& link, const nlattr* data) {
    const std::string_view kind = link.kind;
    if (kind == "tun" && data != nullptr) {
        readTunFlags(link.info, data);
    } else if (kind == "veth" || kind == "bridge") {
        link.info.kind = kind == "veth" ? DeviceKind::Veth : DeviceKind::Bridge;
        link.info.isPersistent = true;
        link.info.owner = ownerInAlias(link.info.alias);
    } else if (kind == "vlan") {
        if (const auto id = AttributeTable<IFLA_VLAN_MAX>(data).template number<std::uint16_t>(IFLA_VLAN_ID))
            link.tag = *id;
    } else if (kind == "vxlan") {
        readVxlan(link, data);
    } else if (kind == "gre" || kind == "gretap" || kind == "ip6gre" || kind == "ip6gretap" || kind == "erspan") {
        link.remote = endIn(AttributeTable<IFLA_GRE_MAX>(data)[IFLA_GRE_REMOTE]);
    } else if (kind == "ipip" || kind == "sit" || kind == "ip6tnl") {
        link.remote = endIn(AttributeTable<IFLA_IPTUN_MAX>(data)[IFLA_IPTUN_REMOTE]);
    }
}

} // namespace

std::optional<AnyLink> parseAnyLink(const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWLINK || message.nlmsg_len < mnl_nlmsg_size(sizeof(ifinfomsg)))
        return std::nullopt;
    const auto* header = static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(&message));
    const AttributeTable<IFLA_MAX> attributes(message, sizeof(ifinfomsg));
    auto name = InterfaceName::parse(attributes.text(IFLA_IFNAME));
    if (!name)
        return std::nullopt;

    AnyLink link{
        .info = DeviceInfo(std::move(*name)), .kind = {}, .lowerNetwork = {}, .tag = {}, .remote = {}, .portState = {}};
    DeviceInfo& info = link.info;
    info.index = static_cast<std::uint32_t>(header->ifi_index);
    info.isUp = (header->ifi_flags & IFF_UP) != 0;
    info.hasCarrier = attributes.number<std::uint8_t>(IFLA_CARRIER).value_or(0) != 0;
    info.mtu = attributes.number<std::uint32_t>(IFLA_MTU).value_or(0);
    info.minimumMtu = attributes.number<std::uint32_t>(IFLA_MIN_MTU).value_or(0);
    info.maximumMtu = attributes.number<std::uint32_t>(IFLA_MAX_MTU).value_or(0);
    info.transmitQueueLength = attributes.number<std::uint32_t>(IFLA_TXQLEN).value_or(0);
    if (const auto octets = attributes.number<std::array<std::uint8_t, 6>>(IFLA_ADDRESS))
        info.mac = MacAddress{*octets};
    if (const auto stats = attributes.number<rtnl_link_stats64>(IFLA_STATS64))
        info.counters = countersOf(*stats);
    info.isPromiscuous = (header->ifi_flags & IFF_PROMISC) != 0;
    info.promiscuity = attributes.number<std::uint32_t>(IFLA_PROMISCUITY).value_or(0);
    info.deviceGroup = attributes.number<std::uint32_t>(IFLA_GROUP).value_or(0);
    info.alias = attributes.text(IFLA_IFALIAS);
    if (attributes[IFLA_PROP_LIST] != nullptr)
        mnl_attr_parse_nested(attributes[IFLA_PROP_LIST], addAlternativeName, &info.alternativeNames);
    link.isLoopback = (header->ifi_flags & IFF_LOOPBACK) != 0;
    link.operState = attributes.number<std::uint8_t>(IFLA_OPERSTATE).value_or(0);
    link.masterIndex = attributes.number<std::uint32_t>(IFLA_MASTER).value_or(0);
    link.lowerNetwork = attributes.number<std::int32_t>(IFLA_LINK_NETNSID);
    link.lowerIndex = attributes.number<std::uint32_t>(IFLA_LINK).value_or(0);
    if (link.lowerIndex == info.index && !link.lowerNetwork)
        link.lowerIndex = 0; // an interface without a lower one has its own index here
    const AttributeTable<IFLA_INFO_MAX> linkInfo(attributes[IFLA_LINKINFO]);
    link.kind = linkInfo.text(IFLA_INFO_KIND);
    readKind(link, linkInfo[IFLA_INFO_DATA]);
    if (linkInfo.text(IFLA_INFO_SLAVE_KIND) == "bridge")
        link.portState = AttributeTable<IFLA_BRPORT_MAX>(linkInfo[IFLA_INFO_SLAVE_DATA])
                             .template number<std::uint8_t>(IFLA_BRPORT_STATE);
    return link;
}

bool isDevice(const AnyLink& link) noexcept {
    return link.kind == "tun" || link.kind == "veth" || link.kind == "bridge";
}

std::optional<LinkName> parseLinkName(const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWLINK || message.nlmsg_len < mnl_nlmsg_size(sizeof(ifinfomsg)))
        return std::nullopt;
    const auto* link = static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(&message));
    auto name = InterfaceName::parse(AttributeTable<IFLA_IFNAME>(message, sizeof(ifinfomsg)).text(IFLA_IFNAME));
    if (!name)
        return std::nullopt;
    return LinkName{.index = static_cast<std::uint32_t>(link->ifi_index), .name = std::move(*name)};
}

std::optional<ParsedAddress> parseAddress(const nlmsghdr& message) {
    if (message.nlmsg_len < mnl_nlmsg_size(sizeof(ifaddrmsg)))
        return std::nullopt;
    const auto* header = static_cast<const ifaddrmsg*>(mnl_nlmsg_get_payload(&message));
    if (header->ifa_family != AF_INET && header->ifa_family != AF_INET6)
        return std::nullopt;
    const auto family = header->ifa_family == AF_INET ? IpAddress::Family::V4 : IpAddress::Family::V6;
    const AttributeTable<IFA_MAX> attributes(message, sizeof(ifaddrmsg));
    const auto local = addressIn(attributes[IFA_LOCAL], family);
    const auto other = addressIn(attributes[IFA_ADDRESS], family);
    if (!local && !other)
        return std::nullopt;
    ParsedAddress parsed;
    parsed.interfaceIndex = header->ifa_index;
    parsed.address.prefix = {local ? *local : *other, header->ifa_prefixlen};
    if (local && other && *local != *other)
        parsed.address.peer = other;
    parsed.address.broadcast = addressIn(attributes[IFA_BROADCAST], family);
    parsed.address.label = attributes.text(IFA_LABEL);
    parsed.address.scope = header->ifa_scope;
    if (const auto lifetime = attributes.number<ifa_cacheinfo>(IFA_CACHEINFO)) {
        parsed.address.validSeconds = lifetime->ifa_valid;
        parsed.address.preferredSeconds = lifetime->ifa_prefered;
    }
    return parsed;
}

} // namespace tapscope
