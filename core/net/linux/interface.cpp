#include <net/if.h>
#include <net/interface.h>
#include <net/linux/device_errors.h>
#include <net/linux/device_reading.h>
#include <net/linux/link_parser.h>
#include <net/linux/link_request.h>
#include <net/linux/netlink_socket.h>
#include <net/linux/pinned_device.h>

#include <fmt/format.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <unordered_map>

namespace tapscope {
namespace {

constexpr int dumpTries = 8; // a list that changes while it is read is read again

template <typename Change>
Result<void> changeLink(const LinkTarget& target, std::string_view action, std::string_view hint, Change change) {
    auto socket = NetlinkSocket::open();
    if (!socket)
        return std::unexpected(socket.error());
    LinkRequest request(RTM_NEWLINK, target);
    change(request);
    if (auto done = socket->ask(request.header()); !done)
        return refused(done.error(), action, target.name, hint);
    return {};
}

/// Asks for links of any kind.
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

/// Asks for the name of one link.
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

/// The device with the names of its peer and bridge, which `named` knows by their indexes.
template <typename Named>
DeviceInfo deviceOf(AnyLink link, Named named) {
    DeviceInfo info = std::move(link.info);
    // With a namespace of its own, the index is one of that namespace.
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
            const auto known = names.find(index); // made since the list was read: then it is asked for
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
        return failure(ErrorKind::Invalid, action, name.text(), "it is not a TAP, TUN or vETH device");
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

namespace {

/// Of an interface of any kind.
Result<std::uint32_t> indexOf(const InterfaceName& name) {
    auto socket = NetlinkSocket::open();
    if (!socket)
        return std::unexpected(socket.error());
    LinkRequest request(RTM_GETLINK, name);
    std::uint32_t index = 0;
    const auto asked = socket->ask(request.header(), [&](const nlmsghdr& message) {
        if (const auto link = parseLinkName(message))
            index = link->index;
    });
    if (!asked || index == 0)
        return failure(ErrorKind::NotFound, "look at", name.text(), "there is no such device");
    return index;
}

/// Makes one change to one device.
struct ApplyTo {
    const LinkTarget& target;

    Result<void> operator()(LinkState state) const {
        return changeLink(target, state == LinkState::Up ? "switch on" : "switch off", {}, [&](LinkRequest& request) {
            request.link().ifi_change = IFF_UP;
            request.link().ifi_flags = state == LinkState::Up ? IFF_UP : 0;
        });
    }

    Result<void> operator()(Mtu mtu) const {
        auto done = changeLink(target, fmt::format("set the MTU to {} for", mtu.bytes), {},
                               [&](LinkRequest& request) { mnl_attr_put_u32(&request.header(), IFLA_MTU, mtu.bytes); });
        if (done || (done.error().code != EINVAL && done.error().code != ERANGE))
            return done;
        if (const auto info = deviceInfo(target.name)) {
            done.error().kind = ErrorKind::OutOfRange;
            done.error().hint =
                fmt::format("{} takes {} to {}", target.name.text(), info->minimumMtu, info->maximumMtu);
        }
        return done;
    }

    Result<void> operator()(const MacAddress& mac) const {
        auto done = changeLink(target, fmt::format("set the MAC address {} for", mac.text()),
                               mac.isGroup() ? "A group address (first octet odd) cannot be a device's own" : "",
                               [&](LinkRequest& request) {
                                   mnl_attr_put(&request.header(), IFLA_ADDRESS, mac.octets.size(), mac.octets.data());
                               });
        if (!done && done.error().code == EOPNOTSUPP)
            done.error().hint = "A TUN works on layer 3: it has no MAC address";
        return done;
    }

    Result<void> operator()(TransmitQueueLength length) const {
        return changeLink(target, "set the transmit queue length of", {}, [&](LinkRequest& request) {
            mnl_attr_put_u32(&request.header(), IFLA_TXQLEN, length.frames);
        });
    }

    Result<void> operator()(const AddAddress& add) const { return addAddress(target, add.address); }
    Result<void> operator()(const RemoveAddress& remove) const { return removeAddress(target, remove.address); }

    Result<void> operator()(Persistence persistence) const {
        auto device = openDevice(target);
        return device ? device->setPersistence(persistence) : std::unexpected(std::move(device.error()));
    }
    Result<void> operator()(Owner owner) const {
        auto device = openDevice(target);
        return device ? device->setOwner(owner.user) : std::unexpected(std::move(device.error()));
    }
    Result<void> operator()(Group group) const {
        auto device = openDevice(target);
        return device ? device->setGroup(group.group) : std::unexpected(std::move(device.error()));
    }
    Result<void> operator()(const Alias& alias) const {
        constexpr std::size_t longest = 255; // IFALIASZ without its end
        constexpr std::string_view action = "set the alias of";
        if (alias.text.size() > longest)
            return failure(ErrorKind::OutOfRange, action, target.name.text(), "an alias has at most 255 bytes");
        return changeLink(target, action, {}, [&](LinkRequest& request) {
            mnl_attr_put(&request.header(), IFLA_IFALIAS, alias.text.size(), alias.text.data());
        });
    }
    Result<void> operator()(const Bridge& bridge) const {
        const auto index = bridge.name ? indexOf(*bridge.name) : Result<std::uint32_t>(0);
        if (!index)
            return std::unexpected(index.error());
        return changeLink(target,
                          bridge.name ? fmt::format("put into {} the device", bridge.name->text())
                                      : std::string("take out of its bridge"),
                          {}, [&](LinkRequest& request) { mnl_attr_put_u32(&request.header(), IFLA_MASTER, *index); });
    }
};

} // namespace

Result<void> changeDevice(const LinkTarget& target, const DeviceChange& change) {
    return std::visit(ApplyTo{target}, change);
}

Result<TapDevice> openDevice(const LinkTarget& target) {
    auto device = TapDevice::open(target.name);
    if (!device || target.index == 0)
        return device;
    // The kernel attaches by name only. From now on the device keeps its index: there is a look at it that counts.
    const auto info = deviceInfo(device->name());
    if (!info || info->index != target.index)
        return failure(ErrorKind::NotFound, "open", target.name.text(), "another device has got that name meanwhile");
    return device;
}

Result<void> setState(const InterfaceName& name, LinkState state) {
    return changeDevice({name}, state);
}

Result<void> setMtu(const InterfaceName& name, std::uint32_t mtu) {
    return changeDevice({name}, Mtu{mtu});
}

Result<void> setMac(const InterfaceName& name, const MacAddress& mac) {
    return changeDevice({name}, mac);
}

Result<void> setTransmitQueueLength(const InterfaceName& name, std::uint32_t frames) {
    return changeDevice({name}, TransmitQueueLength{frames});
}

Result<void> setPersistence(const InterfaceName& name, Persistence persistence) {
    return changeDevice({name}, persistence);
}

Result<void> setOwner(const InterfaceName& name, std::optional<uid_t> owner) {
    return changeDevice({name}, Owner{owner});
}

Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target) {
    constexpr std::string_view action = "move";
    if (const auto info = deviceInfo(name); !info) { // never another kind of interface
        auto error = info.error();
        error.action = action;
        return std::unexpected(std::move(error));
    }
    auto done = changeLink({name}, action, {}, [&](LinkRequest& request) {
        mnl_attr_put_u32(&request.header(), IFLA_NET_NS_FD, static_cast<std::uint32_t>(target.fd()));
    });
    if (done)
        return done;
    done.error().object += " to " + target.text();
    if (done.error().code == EEXIST) {
        done.error().kind = ErrorKind::NameTaken;
        done.error().reason = "a device of that name is there already";
    }
    return done;
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
