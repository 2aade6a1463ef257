#include <net/if.h>
#include <net/if_arp.h>
#include <net/interface.h>
#include <net/linux/netlink_socket.h>
#include <net/linux/ring_socket.h>
#include <net/packet_port.h>

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace tapscope {
namespace {

constexpr unsigned retireAfter = 10; // milliseconds until a block that is not full is handed over
constexpr const char* monitoring = "monitor";

std::unexpected<Error> refuse(int code, const InterfaceName& name) {
    return systemError(
        code, monitoring, name.text(),
        code == EPERM || code == EACCES ? "Run it as root or with CAP_NET_RAW, or use the private sandbox" : "");
}

/// Returns the number of the ring's blocks; 0, with errno, if it could not be created.
std::size_t makeRing(const UniqueFd& socket, std::size_t bufferSize) {
    const int version = TPACKET_V3;
    if (setsockopt(socket.get(), SOL_PACKET, PACKET_VERSION, &version, sizeof version) != 0)
        return 0;
    // If memory is short, a ring of half the size is better than none.
    for (std::size_t blocks = std::max<std::size_t>(bufferSize / PacketPort::blockSize, 2); blocks >= 2; blocks /= 2) {
        tpacket_req3 request{};
        request.tp_block_size = PacketPort::blockSize;
        request.tp_block_nr = static_cast<unsigned>(blocks);
        request.tp_frame_size = TPACKET_ALIGNMENT << 7;
        request.tp_frame_nr = static_cast<unsigned>(PacketPort::blockSize / request.tp_frame_size * blocks);
        request.tp_retire_blk_tov = retireAfter;
        if (setsockopt(socket.get(), SOL_PACKET, PACKET_RX_RING, &request, sizeof request) == 0)
            return blocks;
        if (errno != ENOMEM)
            return 0;
    }
    return 0;
}

bool isOfTunDriver(const InterfaceName& name) {
    const auto device = deviceInfo(name);
    return device && hasDescriptor(device->kind);
}

bool takesNothing(const std::vector<FilterInstruction>& filter) {
    return filter.size() == 1 && filter[0].code == (BPF_RET | BPF_K) && filter[0].operand == 0;
}

/// Binds a socket to an interface without receiving from it.
bool bindTo(const UniqueFd& socket, int index) {
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_ifindex = index;
    return bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == ENETDOWN;
}

} // namespace

Result<LinkType> linkTypeOf(const InterfaceName& name) {
    const UniqueFd control(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    name.text().copy(request.ifr_name, IFNAMSIZ - 1);
    if (!control || ioctl(control.get(), SIOCGIFHWADDR, &request) != 0) {
        if (errno == ENODEV)
            return failure(ErrorKind::NotFound, monitoring, name.text(), "there is no such device");
        return systemError(errno, monitoring, name.text());
    }
    const auto type = request.ifr_hwaddr.sa_family;
    return type == ARPHRD_ETHER || type == ARPHRD_LOOPBACK ? LinkType::Ethernet : LinkType::Raw;
}

Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request) {
    PacketPort port;
    port.index = static_cast<int>(if_nametoindex(name.text().c_str()));
    const bool isAny = name.text() == PacketPort::anyInterface;
    if (port.index == 0 && !isAny)
        return failure(ErrorKind::NotFound, monitoring, name.text(), "there is no such device");
    // Protocol 0: nothing is received until the filter is set and bind(2) names the protocol.
    port.ring = UniqueFd(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0));
    port.channel = UniqueFd(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!port.ring || !port.channel)
        return refuse(errno, name);
    if (isOfTunDriver(name))
        wantOffloads(port.ring.get());
    port.blocks = makeRing(port.ring, request.bufferSize);
    if (port.blocks == 0)
        return refuse(errno, name);
    if (!attachFilter(port.ring.get(), request.filter))
        return systemError(errno, "attach the capture filter to", name.text());
    if (request.promiscuous == PortRequest::Promiscuous::Yes && !isAny) {
        packet_mreq membership{};
        membership.mr_ifindex = port.index;
        membership.mr_type = PACKET_MR_PROMISC;
        setsockopt(port.ring.get(), SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof membership);
    }
    // Opened before bind(2), so that a removal of the interface is always noticed.
    auto links = NetlinkSocket::open(RTMGRP_LINK);
    if (!links)
        return std::unexpected(links.error());
    port.links = std::move(*links).takeFd();
    // A socket with a protocol costs time for each frame that is sent, even if its filter accepts none, because the
    // kernel clones the frame for it.
    const bool isReceiving =
        takesNothing(request.filter) ? bindTo(port.ring, port.index) : receiveFrom(port.ring.get(), port.index);
    if (!isReceiving || !bindTo(port.channel, port.index))
        return refuse(errno, name);
    return port;
}

bool isInterfaceThere(const PacketPort& port) {
    int reason = 0;
    socklen_t size = sizeof reason;
    getsockopt(port.ring.get(), SOL_SOCKET, SO_ERROR, &reason, &size);
    // The notifications' contents are ignored, because some may have been lost (ENOBUFS): the kernel is asked instead.
    std::array<std::byte, 64> notification{};
    while (recv(port.links.get(), notification.data(), notification.size(), MSG_DONTWAIT) >= 0 || errno == ENOBUFS ||
           errno == EINTR) {
    }
    if (port.index == 0) // all interfaces
        return true;
    ifreq request{};
    request.ifr_ifindex = port.index;
    return ioctl(port.ring.get(), SIOCGIFNAME, &request) == 0;
}

} // namespace tapscope
