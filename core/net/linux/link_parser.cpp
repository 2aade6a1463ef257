#include <net/if.h>
#include <net/linux/link_parser.h>
#include <net/linux/veth_owner.h>

#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace tapscope {
namespace {

template <std::size_t N>
using Attributes = std::array<const nlattr*, N>;

template <std::size_t N>
int collect(const nlattr* attribute, void* out) {
    auto& all = *static_cast<Attributes<N>*>(out);
    if (const std::size_t type = mnl_attr_get_type(attribute); type < all.size())
        all[type] = attribute;
    return MNL_CB_OK;
}

/// The attribute's value, if it is there and has the size of a Number.
template <typename Number, std::size_t N>
std::optional<Number> number(const Attributes<N>& attributes, std::size_t type) {
    const nlattr* attribute = attributes[type];
    if (attribute == nullptr || mnl_attr_get_payload_len(attribute) < sizeof(Number))
        return std::nullopt;
    Number value;
    std::memcpy(&value, mnl_attr_get_payload(attribute), sizeof value);
    return value;
}

template <std::size_t N>
std::string_view text(const Attributes<N>& attributes, std::size_t type) {
    const nlattr* attribute = attributes[type];
    if (attribute == nullptr)
        return {};
    const std::string_view all(static_cast<const char*>(mnl_attr_get_payload(attribute)),
                               mnl_attr_get_payload_len(attribute));
    return all.substr(0, all.find('\0'));
}

int addAlternativeName(const nlattr* attribute, void* out) {
    constexpr std::size_t longest = 127; // ALTIFNAMSIZ without its end
    const std::string_view all(static_cast<const char*>(mnl_attr_get_payload(attribute)),
                               mnl_attr_get_payload_len(attribute));
    const std::string_view name = all.substr(0, all.find('\0'));
    if (mnl_attr_get_type(attribute) == IFLA_ALT_IFNAME && !name.empty() && name.size() <= longest)
        static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return MNL_CB_OK;
}

void readTunFlags(DeviceInfo& info, const nlattr& data) {
    Attributes<IFLA_TUN_MAX + 1> tun{};
    mnl_attr_parse_nested(&data, collect<IFLA_TUN_MAX + 1>, &tun);
    constexpr std::uint8_t tapType = 2; // IFF_TAP
    const auto isSet = [&](std::size_t type) { return number<std::uint8_t>(tun, type).value_or(0) != 0; };
    info.kind =
        number<std::uint8_t>(tun, IFLA_TUN_TYPE).value_or(tapType) == tapType ? DeviceKind::Tap : DeviceKind::Tun;
    info.isPersistent = isSet(IFLA_TUN_PERSIST);
    info.isMultiQueue = isSet(IFLA_TUN_MULTI_QUEUE);
    info.openQueues = number<std::uint32_t>(tun, IFLA_TUN_NUM_QUEUES).value_or(0);
    info.hasVnetHeader = isSet(IFLA_TUN_VNET_HDR);
    info.hasPacketInfo = isSet(IFLA_TUN_PI);
    info.owner = number<std::uint32_t>(tun, IFLA_TUN_OWNER);
    info.group = number<std::uint32_t>(tun, IFLA_TUN_GROUP);
}

InterfaceCounters countersOf(const rtnl_link_stats64& stats) {
    return {.receivedFrames = stats.rx_packets,
            .receivedBytes = stats.rx_bytes,
            .receiveDropped = stats.rx_dropped,
            .sentFrames = stats.tx_packets,
            .sentBytes = stats.tx_bytes,
            .sendDropped = stats.tx_dropped};
}

template <std::size_t N>
std::optional<IpAddress> address(const Attributes<N>& attributes, std::size_t type, std::uint8_t family) {
    const nlattr* attribute = attributes[type];
    IpAddress made;
    made.family = family == AF_INET ? IpAddress::Family::V4 : IpAddress::Family::V6;
    if (attribute == nullptr || mnl_attr_get_payload_len(attribute) != made.size())
        return std::nullopt;
    std::memcpy(made.octets.data(), mnl_attr_get_payload(attribute), made.size());
    return made;
}

} // namespace

std::optional<ParsedLink> parseLink(const nlmsghdr& message) {
    if (message.nlmsg_len < mnl_nlmsg_size(sizeof(ifinfomsg)))
        return std::nullopt;
    const auto* link = static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(&message));
    constexpr std::size_t count = IFLA_MAX + 1;
    Attributes<count> attributes{};
    mnl_attr_parse(&message, sizeof(ifinfomsg), collect<count>, &attributes);
    if (attributes[IFLA_LINKINFO] == nullptr)
        return std::nullopt;
    Attributes<IFLA_INFO_MAX + 1> linkInfo{};
    mnl_attr_parse_nested(attributes[IFLA_LINKINFO], collect<IFLA_INFO_MAX + 1>, &linkInfo);
    const std::string_view kind = text(linkInfo, IFLA_INFO_KIND);
    if (kind != "tun" && kind != "veth")
        return std::nullopt;
    auto name = InterfaceName::parse(text(attributes, IFLA_IFNAME));
    if (!name)
        return std::nullopt;

    ParsedLink parsed{.info = DeviceInfo(std::move(*name))};
    DeviceInfo& info = parsed.info;
    info.index = static_cast<std::uint32_t>(link->ifi_index);
    info.isUp = (link->ifi_flags & IFF_UP) != 0;
    info.hasCarrier = number<std::uint8_t>(attributes, IFLA_CARRIER).value_or(0) != 0;
    info.mtu = number<std::uint32_t>(attributes, IFLA_MTU).value_or(0);
    info.minimumMtu = number<std::uint32_t>(attributes, IFLA_MIN_MTU).value_or(0);
    info.maximumMtu = number<std::uint32_t>(attributes, IFLA_MAX_MTU).value_or(0);
    info.transmitQueueLength = number<std::uint32_t>(attributes, IFLA_TXQLEN).value_or(0);
    if (const auto octets = number<std::array<std::uint8_t, 6>>(attributes, IFLA_ADDRESS))
        info.mac = MacAddress{*octets};
    if (const auto stats = number<rtnl_link_stats64>(attributes, IFLA_STATS64))
        info.counters = countersOf(*stats);
    info.isPromiscuous = number<std::uint32_t>(attributes, IFLA_PROMISCUITY).value_or(0) != 0;
    info.alias = text(attributes, IFLA_IFALIAS);
    if (attributes[IFLA_PROP_LIST] != nullptr)
        mnl_attr_parse_nested(attributes[IFLA_PROP_LIST], addAlternativeName, &info.alternativeNames);
    parsed.masterIndex = number<std::uint32_t>(attributes, IFLA_MASTER).value_or(0);
    if (kind == "veth") {
        info.kind = DeviceKind::Veth;
        info.isPersistent = true;
        info.owner = vethOwnerIn(text(attributes, IFLA_IFALIAS));
        // With a namespace of its own, the index is one of that namespace.
        if (attributes[IFLA_LINK_NETNSID] == nullptr)
            parsed.peerIndex = number<std::uint32_t>(attributes, IFLA_LINK).value_or(0);
    } else if (linkInfo[IFLA_INFO_DATA] != nullptr) {
        readTunFlags(info, *linkInfo[IFLA_INFO_DATA]);
    }
    return parsed;
}

std::optional<LinkName> parseLinkName(const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWLINK || message.nlmsg_len < mnl_nlmsg_size(sizeof(ifinfomsg)))
        return std::nullopt;
    const auto* link = static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(&message));
    Attributes<IFLA_IFNAME + 1> attributes{};
    mnl_attr_parse(&message, sizeof(ifinfomsg), collect<IFLA_IFNAME + 1>, &attributes);
    auto name = InterfaceName::parse(text(attributes, IFLA_IFNAME));
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
    constexpr std::size_t count = IFA_MAX + 1;
    Attributes<count> attributes{};
    mnl_attr_parse(&message, sizeof(ifaddrmsg), collect<count>, &attributes);
    const auto local = address(attributes, IFA_LOCAL, header->ifa_family);
    const auto other = address(attributes, IFA_ADDRESS, header->ifa_family);
    if (!local && !other)
        return std::nullopt;
    ParsedAddress parsed;
    parsed.interfaceIndex = header->ifa_index;
    parsed.address.prefix = {local ? *local : *other, header->ifa_prefixlen};
    if (local && other && *local != *other)
        parsed.address.peer = other;
    parsed.address.broadcast = address(attributes, IFA_BROADCAST, header->ifa_family);
    parsed.address.label = text(attributes, IFA_LABEL);
    parsed.address.scope = header->ifa_scope;
    if (const auto lifetime = number<ifa_cacheinfo>(attributes, IFA_CACHEINFO)) {
        parsed.address.validSeconds = lifetime->ifa_valid;
        parsed.address.preferredSeconds = lifetime->ifa_prefered;
    }
    return parsed;
}

} // namespace tapscope
