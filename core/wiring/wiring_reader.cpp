#include <net/device_users.h>
#include <net/linux/attribute_table.h>
#include <net/linux/device_reading.h>
#include <net/linux/netlink_socket.h>

#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <wiring/known_routes.h>
#include <wiring/learned_addresses.h>
#include <wiring/networks.h>
#include <wiring/wiring_edges.h>
#include <wiring/wiring_reader.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace tapscope {
namespace {

/// The sockets in one namespace, and its routes.
struct NamespaceSockets {
    NetlinkSocket requests, notifications;
    KnownRoutes routes;

    static Result<NetlinkSocket> socketIn(const FoundNetwork& place, unsigned groups) {
        return place.area.isOwn ? NetlinkSocket::open(groups) : NetlinkSocket::openIn(*place.nameSpace, groups);
    }
    static Result<NamespaceSockets> in(const FoundNetwork& place) {
        // Subscribes before the first listing, so that no change is missed.
        auto notifications = socketIn(place, NetlinkSocket::deviceGroups);
        if (!notifications)
            return std::unexpected(notifications.error());
        auto requests = socketIn(place, 0);
        if (!requests)
            return std::unexpected(requests.error());
        auto routes = KnownRoutes::watch(place.area.isOwn ? nullptr : &*place.nameSpace);
        if (!routes)
            return std::unexpected(routes.error());
        return NamespaceSockets{std::move(*requests), std::move(*notifications), std::move(*routes)};
    }
};

WiredKind kindOf(const AnyLink& link) {
    if (link.isLoopback)
        return WiredKind::Loopback;
    if (link.kind.empty())
        return WiredKind::Physical;
    if (link.kind == "tun")
        return link.info.kind == DeviceKind::Tap ? WiredKind::Tap : WiredKind::Tun;
    constexpr std::array<std::pair<std::string_view, WiredKind>, 5> known = {{{"veth", WiredKind::Veth},
                                                                              {"bridge", WiredKind::Bridge},
                                                                              {"vlan", WiredKind::Vlan},
                                                                              {"vxlan", WiredKind::Vxlan},
                                                                              {"wireguard", WiredKind::WireGuard}}};
    const auto found = std::ranges::find(known, link.kind, [](const auto& each) { return each.first; });
    return found != known.end() ? found->second : WiredKind::Other;
}

WiredDevice deviceOf(AnyLink link) {
    const WiredKind kind = kindOf(link);
    WiredDevice device(std::move(link.info));
    device.kind = kind;
    device.kernelKind = std::move(link.kind);
    device.operState = link.operState;
    device.tag = link.tag;
    device.remote = link.remote;
    device.masterIndex = link.masterIndex;
    device.lowerIndex = link.lowerIndex;
    device.lowerNetwork = link.lowerNetwork;
    device.underlayIndex = link.underlayIndex;
    device.forwarding.portState = link.portState;
    return device;
}

/// Returns the id that the namespace of `socket` has for another one; negative if there is none.
std::int32_t idOf(NetlinkSocket& socket, const NetworkNamespace& other) {
    alignas(nlmsghdr) std::array<char, 256> buffer{};
    nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = RTM_GETNSID;
    mnl_nlmsg_put_extra_header(request, sizeof(rtgenmsg));
    mnl_attr_put_u32(request, NETNSA_FD, static_cast<std::uint32_t>(other.fd()));
    std::int32_t id = -1;
    static_cast<void>(socket.ask(*request, [&](const nlmsghdr& message) {
        if (message.nlmsg_type == RTM_NEWNSID && message.nlmsg_len >= mnl_nlmsg_size(sizeof(rtgenmsg)))
            id = AttributeTable<NETNSA_MAX>(message, sizeof(rtgenmsg)).number<std::int32_t>(NETNSA_NSID).value_or(-1);
    }));
    return id;
}

/// Adds the processes that have devices open to these devices.
void addHolders(std::vector<WiringArea>& areas, NetworkIdentity own) {
    std::map<std::pair<NetworkIdentity, InterfaceName>, WiredDevice*> held;
    for (auto& area : areas) {
        for (auto& device : area.devices) {
            if (device.kind == WiredKind::Tap || device.kind == WiredKind::Tun)
                held.emplace(std::pair(area.network, device.info.name), &device);
        }
    }
    for (auto& open : heldDevices()) {
        const auto device = held.find({open.network.value_or(own), open.name});
        if (device != held.end())
            device->second->holders.push_back(std::move(open.user));
    }
    for (auto& [name, device] : held) {
        std::ranges::sort(device->holders, {}, &DeviceUser::pid);
        // A device that is down has no carrier, even if a process has it open.
        device->hasUnknownHolder = device->holders.empty() && device->info.hasCarrier;
    }
}

/// Fills in the names of peers and bridges in the same namespace.
void nameNeighbours(Wiring& wiring) {
    const auto info = [&](const WiredAt& at) -> DeviceInfo& { return wiring.areas[at.area].devices[at.device].info; };
    for (const auto& edge : wiring.edges) {
        if (!edge.to || edge.from.area != edge.to->area)
            continue;
        if (edge.kind == WiringEdge::Kind::Port) {
            info(edge.from).bridge = info(*edge.to).name;
        } else if (edge.kind == WiringEdge::Kind::Pair) {
            info(edge.from).peer = info(*edge.to).name;
            info(*edge.to).peer = info(edge.from).name;
        }
    }
}

} // namespace

/// The namespaces with their sockets, kept from one reading to the next.
class WiringReader::Networks {
public:
    explicit Networks(pid_t sandbox) : sandbox_(sandbox) {}

    Result<Wiring> read() {
        auto found = findNetworks(sandbox_, mostNetworks);
        if (!found)
            return std::unexpected(found.error());
        Wiring wiring;
        wiring.remarks = std::move(found->remarks);
        NetworkIdentity own;
        std::map<NetworkIdentity, NamespaceSockets> kept;
        for (auto& network : found->networks) {
            if (network.area.isOwn)
                own = network.area.network;
            if (network.nameSpace)
                readDevices(network, kept);
            wiring.areas.push_back(std::move(network.area));
        }
        sockets_ = std::move(kept); // closes the sockets of namespaces that are gone
        addHolders(wiring.areas, own);
        wiring.edges = edgesOf(wiring.areas, idsIn(wiring.areas, found->networks));
        nameNeighbours(wiring);
        return wiring;
    }

    [[nodiscard]] std::vector<pollfd> descriptors() const {
        std::vector<pollfd> all;
        for (const auto& [network, sockets] : sockets_)
            all.push_back({.fd = sockets.notifications.fd(), .events = POLLIN, .revents = 0});
        return all;
    }

    /// Discards notifications, because everything is read again.
    void forgetNotifications() {
        for (auto& [network, sockets] : sockets_)
            static_cast<void>(sockets.notifications.takeNotifications([](const nlmsghdr&) {}));
    }

private:
    void readDevices(FoundNetwork& network, std::map<NetworkIdentity, NamespaceSockets>& kept) {
        WiringArea& area = network.area;
        if (auto known = sockets_.extract(area.network)) {
            kept.insert(std::move(known));
        } else if (auto opened = NamespaceSockets::in(network)) {
            kept.emplace(area.network, std::move(*opened));
        } else {
            area.refusal = opened.error();
            return;
        }
        NamespaceSockets& sockets = kept.at(area.network);
        auto links = listLinks(sockets.requests);
        if (!links) {
            area.refusal = links.error();
            return;
        }
        for (auto& link : *links)
            area.devices.push_back(deviceOf(std::move(link)));
        sockets.routes.addTo(area.devices, sockets.requests);
        addLearnedAddresses(area.devices, sockets.requests);
        std::ranges::sort(area.devices, {}, [](const WiredDevice& device) { return device.info.name; });
    }

    /// Asks only for namespaces with devices that are connected to another one, until all of these are known.
    NetworkIds idsIn(const std::vector<WiringArea>& areas, const std::vector<FoundNetwork>& networks) {
        NetworkIds ids;
        for (std::size_t area = 0; area < areas.size(); ++area) {
            std::set<std::int32_t> wanted;
            for (const auto& device : areas[area].devices) {
                if (device.lowerNetwork)
                    wanted.insert(*device.lowerNetwork);
            }
            for (std::size_t other = 0; other < networks.size() && !wanted.empty(); ++other) {
                if (other == area || !networks[other].nameSpace)
                    continue;
                const std::int32_t id = idOf(sockets_.at(areas[area].network).requests, *networks[other].nameSpace);
                if (wanted.erase(id) != 0)
                    ids.emplace(std::pair(area, id), other);
            }
        }
        return ids;
    }

    pid_t sandbox_;
    std::map<NetworkIdentity, NamespaceSockets> sockets_;
};

WiringReader::WiringReader(std::unique_ptr<Networks> networks, UniqueFd bell) noexcept
    : networks_(std::move(networks)), bell_(std::move(bell)) {}
WiringReader::~WiringReader() = default;
WiringReader::WiringReader(WiringReader&&) noexcept = default;
WiringReader& WiringReader::operator=(WiringReader&&) noexcept = default;

Result<WiringReader> WiringReader::open(pid_t sandbox) {
    UniqueFd bell(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!bell)
        return systemError(errno, "watch", "the network devices");
    return WiringReader(std::make_unique<Networks>(sandbox), std::move(bell));
}

Result<Wiring> WiringReader::read() {
    return networks_->read();
}

void WiringReader::wait(std::chrono::milliseconds most) {
    auto waited = networks_->descriptors();
    waited.push_back({.fd = bell_.get(), .events = POLLIN, .revents = 0});
    static_cast<void>(poll(waited.data(), waited.size(), static_cast<int>(most.count())));
    std::uint64_t rings = 0;
    static_cast<void>(::read(bell_.get(), &rings, sizeof rings));
    networks_->forgetNotifications();
}

void WiringReader::wake() const noexcept {
    const std::uint64_t one = 1;
    static_cast<void>(write(bell_.get(), &one, sizeof one));
}

} // namespace tapscope
