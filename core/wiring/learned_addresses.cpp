#include <net/linux/attribute_table.h>

#include <libmnl/libmnl.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <wiring/learned_addresses.h>
#include <wiring/netlink_list.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>

namespace tapscope {
namespace {

using DevicesByIndex = std::unordered_map<std::uint32_t, WiredDevice*>;

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

void addLearnedAddresses(std::span<WiredDevice> devices, NetlinkSocket& requests) {
    if (std::ranges::none_of(devices, [](const auto& device) { return device.kind == WiredKind::Bridge; }))
        return;
    DevicesByIndex byIndex;
    for (auto& device : devices)
        byIndex.emplace(device.info.index, &device);
    listNetlink<ndmsg>(requests, RTM_GETNEIGH, AF_BRIDGE, [&](const nlmsghdr& each) { addLearned(byIndex, each); });
    for (auto& device : devices)
        std::ranges::sort(device.forwarding.learned); // the kernel lists them in no order
}

} // namespace tapscope
