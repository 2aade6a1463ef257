#include <net/if.h>
#include <net/interface.h>
#include <net/linux/device_errors.h>
#include <net/linux/device_reading.h>
#include <net/linux/link_parser.h>
#include <net/linux/link_request.h>
#include <net/linux/netlink_socket.h>
#include <net/linux/pinned_device.h>

#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <unordered_map>

namespace tapscope {
namespace {

constexpr int dumpTries = 8; // a list that changes while it is being read is read again

/// Requests links of any kind.
std::expected<std::vector<AnyLink>, NetlinkRefusal> askForLinks(NetlinkSocket& socket, LinkRequest& request) {
    std::vector<AnyLink> links;
    const auto asked = socket.ask(request.header(), [&](const nlmsghdr& message) {
        if (auto link = parseAnyLink(message))
            links.push_back(std::move(*link));
    });
    if (!asked)
        return std::unexpected(asked.error());
    return links;
}

/// Requests the name of one link.
std::optional<InterfaceName> nameOf(NetlinkSocket& socket, std::uint32_t index) {
    LinkRequest request(RTM_GETLINK);
    request.link().ifi_index = static_cast<int>(index);
    std::optional<InterfaceName> name;
    static_cast<void>(socket.ask(request.header(), [&](const nlmsghdr& message) {
        if (auto link = parseLinkName(message))
            name = std::move(link->name);
    }));
    return name;
}

/// The device, with the names of its peer and bridge, which `named` finds by index.
template <typename Named>
DeviceInfo deviceOf(AnyLink link, Named named) {
    DeviceInfo info = std::move(link.info);
    // If the peer is in another namespace, its index belongs to that namespace.
    if (info.kind == DeviceKind::Veth && link.lowerIndex != 0 && !link.lowerNetwork)
        info.peer = named(link.lowerIndex);
    if (link.masterIndex != 0)
        info.bridge = named(link.masterIndex);
    return info;
}

Result<void> addAddresses(NetlinkSocket& socket, std::vector<AnyLink>& links) {
    std::unordered_map<std::uint32_t, DeviceInfo*> byIndex;
    for (auto& link : links)
        byIndex.emplace(link.info.index, &link.info);
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = RTM_GETADDR;
    request->nlmsg_flags = NLM_F_DUMP;
    mnl_nlmsg_put_extra_header(request, sizeof(ifaddrmsg));
    const auto dumped = socket.ask(*request, [&](const nlmsghdr& message) {
        const auto parsed = message.nlmsg_type == RTM_NEWADDR ? parseAddress(message) : std::nullopt;
        if (!parsed)
            return;
        if (const auto device = byIndex.find(parsed->interfaceIndex); device != byIndex.end())
            device->second->addresses.push_back(parsed->address);
    });
    if (!dumped)
        return systemError(dumped.error().code, "list", "the addresses");
    return {};
}

} // namespace

Result<std::vector<DeviceInfo>> listDevices() {
    auto socket = NetlinkSocket::open();
    return socket ? listDevices(*socket) : std::unexpected(socket.error());
}

Result<DeviceInfo> deviceInfo(const InterfaceName& name) {
    auto socket = NetlinkSocket::open();
    return socket ? deviceInfo(*socket, name) : std::unexpected(socket.error());
}

Result<std::vector<AnyLink>> listLinks(NetlinkSocket& socket) {
    int code = EINTR;
    for (int i = 0; i < dumpTries && code == EINTR; ++i) {
        LinkRequest request(RTM_GETLINK);
        request.header().nlmsg_flags = NLM_F_DUMP;
        auto links = askForLinks(socket, request);
        if (!links) {
            code = links.error().code;
            continue;
        }
        auto complete = addAddresses(socket, *links);
        if (!complete && complete.error().code == EINTR)
            continue;
        if (!complete)
            return std::unexpected(complete.error());
        return std::move(*links);
    }
    return systemError(code, "list", "the devices");
}

Result<std::vector<DeviceInfo>> listDevices(NetlinkSocket& socket) {
    auto links = listLinks(socket);
    if (!links)
        return std::unexpected(links.error());
    std::unordered_map<std::uint32_t, InterfaceName> names;
    for (const auto& link : *links)
        names.emplace(link.info.index, link.info.name);
    std::vector<DeviceInfo> devices;
    for (auto& link : *links) {
        if (!isDevice(link))
            continue;
        devices.push_back(deviceOf(std::move(link), [&](std::uint32_t index) {
            const auto known = names.find(index); // a device created since the list was read is looked up
            return known != names.end() ? std::optional(known->second) : nameOf(socket, index);
        }));
    }
    std::ranges::sort(devices, {}, &DeviceInfo::name);
    return devices;
}

Result<DeviceInfo> deviceInfo(NetlinkSocket& socket, const InterfaceName& name) {
    constexpr std::string_view action = "look at";
    LinkRequest request(RTM_GETLINK, name);
    auto found = askForLinks(socket, request);
    if (!found && found.error().code == ENODEV)
        return failure(ErrorKind::NotFound, action, name.text(), "there is no such device");
    if (!found)
        return refused(found.error(), action, name);
    if (found->empty() || !isDevice(found->front()))
        return failure(ErrorKind::Invalid, action, name.text(), "it is not a TAP, TUN, vETH or bridge");
    for (int i = 0; i < dumpTries; ++i) {
        found->front().info.addresses.clear();
        auto complete = addAddresses(socket, *found);
        if (complete)
            return deviceOf(std::move(found->front()), [&](std::uint32_t index) { return nameOf(socket, index); });
        if (complete.error().code != EINTR)
            return std::unexpected(complete.error());
    }
    return systemError(EINTR, action, name.text());
}

Result<TapDevice> openDevice(const LinkTarget& target) {
    auto device = TapDevice::open(target.name);
    if (!device || target.index == 0)
        return device;
    // The kernel attaches by name only. From now on the device keeps its index, so it can be checked reliably.
    const auto info = deviceInfo(device->name());
    if (!info || info->index != target.index)
        return failure(ErrorKind::NotFound, "open", target.name.text(), "another device has that name now");
    return device;
}

Result<void> destroy(const InterfaceName& name) {
    return destroyDevice({name});
}

Result<void> destroyDevice(const LinkTarget& target) {
    if (const auto info = deviceInfo(target.name); !info) { // never another kind of interface
        auto error = info.error();
        error.action = "destroy";
        return std::unexpected(std::move(error));
    }
    auto socket = NetlinkSocket::open();
    if (!socket)
        return std::unexpected(socket.error());
    LinkRequest request(RTM_DELLINK, target);
    if (auto done = socket->ask(request.header()); !done)
        return refused(done.error(), "destroy", target.name);
    return {};
}

} // namespace tapscope
