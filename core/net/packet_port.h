#pragma once

#include <base/error.h>
#include <base/link_type.h>
#include <base/unique_fd.h>
#include <net/interface_name.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tapscope {

/// One instruction of a classic BPF program, laid out as the kernel's sock_filter.
struct FilterInstruction {
    std::uint16_t code = 0;
    std::uint8_t jumpIfTrue = 0, jumpIfFalse = 0;
    std::uint32_t operand = 0;
};

/// A request for a packet port.
struct PortRequest {
    std::vector<FilterInstruction> filter;          ///< runs in the kernel; its result is the snap length. Never empty
    std::size_t bufferSize = std::size_t{64} << 20; ///< bytes of ring; less if memory is short
    enum class Promiscuous : std::uint8_t { No, Yes } promiscuous = Promiscuous::Yes;
};

/// A ring of frames of one interface in TPACKET_V3 blocks (packet(7)), and a way to send to it.
struct PacketPort {
    static constexpr std::size_t blockSize = std::size_t{1} << 20; ///< bytes

    /// Stands for all interfaces of the namespace, including later ones; its port cannot send.
    static constexpr const char* anyInterface = "any";

    enum class Kind : std::uint8_t {
        Own,     ///< this process's own packet sockets
        Relayed, ///< another process has the packet sockets and copies the frames (privilege/packet_relay.h)
    } kind = Kind::Own;
    /// The memory to map: `blocks` blocks. Own: a packet socket, readable when a block is ready. Relayed: a memory
    /// object, with RingNotes (net/linux/ring_socket.h) after the blocks.
    UniqueFd ring;
    /// For sending. Own: a packet socket. Relayed: a SOCK_SEQPACKET socket that accepts one FrameBatch per message, and
    /// is readable when a block is ready.
    UniqueFd channel;
    std::size_t blocks = 0; ///< at least 2
    int index = 0;          ///< index of the interface, 0 for all; Own only
    /// The meaning of messages on a relayed port's channel, by their size in octets. A message of sizeof(FramesRefused)
    /// from the relay is a FramesRefused; all other messages to the relay are a FrameBatch.
    static constexpr std::size_t blocksCopied = 1, restHandedOver = 2, interfaceGone = 3; ///< from the relay
    static constexpr std::size_t restWanted = 1; ///< to the relay: end the reception, and hand over the received frames
    /// Own only: readable when a link of the namespace has changed (rtnetlink(7)). A packet socket reports that its
    /// interface was switched off, but not that it was deleted afterwards.
    UniqueFd links;
    /// A relayed port of all interfaces only: any socket of their namespace. It tells the name of an interface by its
    /// index at once, however many there are (SIOCGIFNAME of netdevice(7)).
    UniqueFd names;
};

/// Whether the interface of an Own port still exists, switched on or off and even if it was renamed. Consumes the
/// socket's error and the available notifications.
[[nodiscard]] bool isInterfaceThere(const PacketPort& port);

/// The link type of an interface of any kind: Ethernet, or Raw if its frames have no link header.
[[nodiscard]] Result<LinkType> linkTypeOf(const InterfaceName& name);

/// Opens the process's own packet sockets. Needs CAP_NET_RAW. Errors: NotFound, NotPermitted.
[[nodiscard]] Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request);

} // namespace tapscope
