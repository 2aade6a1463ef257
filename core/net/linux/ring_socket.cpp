#include <net/linux/ring_socket.h>

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

#include <cerrno>

namespace tapscope {

void wantOffloads(int ringSocket) {
    constexpr int on = 1;
    setsockopt(ringSocket, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof on);
}

bool hasOffloads(int ringSocket) {
    int isOn = 0;
    socklen_t size = sizeof isOn;
    return getsockopt(ringSocket, SOL_PACKET, PACKET_VNET_HDR, &isOn, &size) == 0 && isOn != 0;
}

bool attachFilter(int ringSocket, std::vector<FilterInstruction> filter) {
    static_assert(sizeof(sock_filter) == sizeof(FilterInstruction));
    const sock_fprog program{static_cast<unsigned short>(filter.size()), reinterpret_cast<sock_filter*>(filter.data())};
    return setsockopt(ringSocket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

bool receiveFrom(int ringSocket, int index) {
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_ALL);
    address.sll_ifindex = index;
    return bind(ringSocket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == ENETDOWN;
}

RingCounts newCounts(int ringSocket) {
    tpacket_stats_v3 statistics{};
    socklen_t size = sizeof statistics;
    if (getsockopt(ringSocket, SOL_PACKET, PACKET_STATISTICS, &statistics, &size) != 0)
        return {};
    return {.accepted = statistics.tp_packets - statistics.tp_drops, .dropped = statistics.tp_drops};
}

void acceptNoMore(int ringSocket) {
    static_cast<void>(attachFilter(ringSocket, {{.code = BPF_RET | BPF_K, .operand = 0}}));
}

void waitForWriters(int ringSocket) {
    // To bind the socket to another protocol, the kernel unhooks it and waits until no processor is in the hook any
    // more (synchronize_net()). RFC 1701 reserves this protocol: no frame has it, and the filter would not pass it.
    constexpr std::uint16_t reserved = 0xffff;
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(reserved);
    bind(ringSocket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

} // namespace tapscope
