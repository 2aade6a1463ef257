#include <net/if.h>
#include <net/interface.h>
#include <net/linux/device_errors.h>
#include <net/linux/keep_addresses.h>
#include <net/linux/link_parser.h>
#include <net/linux/link_request.h>
#include <net/linux/netlink_socket.h>
#include <net/linux/pinned_device.h>

#include <fmt/core.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include <cerrno>
#include <optional>

namespace tapscope {
namespace {

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

std::unexpected<Error> nameHasPassed(std::string_view action, const InterfaceName& name) {
    return failure(ErrorKind::NotFound, action, name.text(), "another device has that name now");
}

/// The index of an interface of any kind.
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

/// Reopens a TAP or TUN that no program has open with other headers: the kernel keeps the latest ones.
template <typename Choose>
Result<void> changeHeader(const LinkTarget& target, Choose choose) {
    constexpr std::string_view action = "set the headers of";
    const auto info = deviceInfo(target.name);
    if (!info)
        return std::unexpected(info.error());
    if (target.index != 0 && info->index != target.index)
        return nameHasPassed(action, target.name);
    if (!hasDescriptor(info->kind))
        return failure(ErrorKind::Invalid, action, target.name.text(), "only a TAP or TUN has any");
    if (info->openQueues > 0)
        return failure(ErrorKind::Busy, action, target.name.text(), "a program has it open", whoHasIt(target.name));
    TapOptions options{.kind = info->kind,
                       .existing = TapOptions::Existing::Open,
                       .multiQueue = info->isMultiQueue,
                       .vnetHeader = info->hasVnetHeader,
                       .packetInfo = info->hasPacketInfo};
    choose(options);
    auto device = TapDevice::createNamed(target.name, options);
    if (!device) {
        device.error().action = action;
        return std::unexpected(std::move(device.error()));
    }
    const auto opened = deviceInfo(device->name()); // its index can no longer change while it is open
    return opened && opened->index == info->index ? Result<void>{} : nameHasPassed(action, target.name);
}

Result<void> changeAlternativeName(const LinkTarget& target, std::uint16_t type, const std::string& name,
                                   std::string_view action) {
    auto socket = NetlinkSocket::open();
    if (!socket)
        return std::unexpected(socket.error());
    LinkRequest request(type, target);
    nlattr* list = mnl_attr_nest_start(&request.header(), IFLA_PROP_LIST | NLA_F_NESTED);
    mnl_attr_put_strz(&request.header(), IFLA_ALT_IFNAME, name.c_str());
    mnl_attr_nest_end(&request.header(), list);
    if (type == RTM_NEWLINKPROP)
        request.header().nlmsg_flags = NLM_F_CREATE | NLM_F_EXCL | NLM_F_APPEND;
    if (auto done = socket->ask(request.header()); !done) {
        auto error = refused(done.error(), action, target.name,
                             done.error().code == EEXIST ? "A device has the name " + name + " already" : "");
        if (done.error().code == EEXIST)
            error.error().kind = ErrorKind::NameTaken;
        return error;
    }
    return {};
}

/// Makes one change to one device.
struct ApplyTo {
    const LinkTarget& target;

    Result<void> operator()(LinkState state) const {
        std::optional<KeepAddresses> kept;
        if (state == LinkState::Down)
            kept.emplace(target.name);
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
                fmt::format("{} accepts {} to {}", target.name.text(), info->minimumMtu, info->maximumMtu);
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
        constexpr std::size_t longest = 255; // IFALIASZ without the terminator
        constexpr std::string_view action = "set the alias of";
        if (alias.text.size() > longest)
            return failure(ErrorKind::OutOfRange, action, target.name.text(), "an alias has at most 255 bytes");
        return changeLink(target, action, {}, [&](LinkRequest& request) {
            mnl_attr_put(&request.header(), IFLA_IFALIAS, alias.text.size(), alias.text.data());
        });
    }
    Result<void> operator()(PromiscuousMode mode) const {
        return changeLink(target, "set the promiscuous mode of", {}, [&](LinkRequest& request) {
            request.link().ifi_change = IFF_PROMISC;
            request.link().ifi_flags = mode == PromiscuousMode::On ? IFF_PROMISC : 0;
        });
    }
    Result<void> operator()(Carrier carrier) const {
        auto done = changeLink(target, "set the carrier of", {}, [&](LinkRequest& request) {
            mnl_attr_put_u8(&request.header(), IFLA_CARRIER, carrier == Carrier::On ? 1 : 0);
        });
        // If switching it off is permitted, the EPERM did not mean a missing right, but came from the driver.
        if (!done && done.error().code == EPERM && carrier == Carrier::On && (*this)(Carrier::Off)) {
            done.error().kind = ErrorKind::Invalid;
            done.error().reason = "no program has it open";
            done.error().hint = "It has a carrier while a program has it open";
        }
        return done;
    }
    Result<void> operator()(VnetHeader header) const {
        return changeHeader(target, [&](TapOptions& options) { options.vnetHeader = header == VnetHeader::On; });
    }
    Result<void> operator()(PacketInfo header) const {
        return changeHeader(target, [&](TapOptions& options) { options.packetInfo = header == PacketInfo::On; });
    }
    Result<void> operator()(DeviceGroup group) const {
        // By index: given a name that no device has, the kernel would change all devices of the group.
        const auto index = target.index != 0 ? Result<std::uint32_t>(target.index) : indexOf(target.name);
        if (!index)
            return std::unexpected(index.error());
        return changeLink({target.name, *index}, fmt::format("set the device group {} for", group.number), {},
                          [&](LinkRequest& request) { mnl_attr_put_u32(&request.header(), IFLA_GROUP, group.number); });
    }
    Result<void> operator()(const AddAlternativeName& add) const {
        return changeAlternativeName(target, RTM_NEWLINKPROP, add.name, "give another name to");
    }
    Result<void> operator()(const RemoveAlternativeName& remove) const {
        return changeAlternativeName(target, RTM_DELLINKPROP, remove.name, "remove another name of");
    }
    Result<void> operator()(const Bridge& bridge) const {
        const auto index = bridge.name ? indexOf(*bridge.name) : Result<std::uint32_t>(0);
        if (!index)
            return std::unexpected(index.error());
        return changeLink(target,
                          bridge.name ? fmt::format("add to the bridge {} the device", bridge.name->text())
                                      : std::string("remove from its bridge"),
                          {}, [&](LinkRequest& request) { mnl_attr_put_u32(&request.header(), IFLA_MASTER, *index); });
    }
};

} // namespace

Result<void> changeDevice(const LinkTarget& target, const DeviceChange& change) {
    return std::visit(ApplyTo{target}, change);
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
        done.error().reason = "a device with that name already exists";
    }
    return done;
}

} // namespace tapscope
