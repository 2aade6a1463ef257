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

/// What is wanted of a packet port.
struct PortRequest {
    std::vector<FilterInstruction> filter;          ///< runs in the kernel; its result is the snap length. Never empty
    std::size_t bufferSize = std::size_t{64} << 20; ///< bytes of ring; less where memory is short
    enum class Promiscuous : std::uint8_t { No, Yes } promiscuous = Promiscuous::Yes;
};

/// A ring of frames of one interface in TPACKET_V3 blocks (packet(7)), and a way to send to it.
struct PacketPort {
    static constexpr std::size_t blockSize = std::size_t{1} << 20; ///< bytes

    /// Stands for all interfaces of the namespace, also those that come later; a port of it cannot send.
    static constexpr const char* anyInterface = "any";

    enum class Kind : std::uint8_t {
        Own,     ///< packet sockets of our own
        Relayed, ///< another process has the packet sockets and copies what comes (privilege/packet_relay.h)
    } kind = Kind::Own;
    /// To be mapped: `blocks` blocks. Own: a packet socket, readable when a block is ready. Relayed: a memory object,
    /// with RingCounts (net/linux/ring_socket.h) behind the blocks.
    UniqueFd ring;
    /// To send through. Own: a packet socket. Relayed: a SOCK_SEQPACKET socket that takes a FrameBatch a message, and
    /// is readable when a block is ready.
    UniqueFd channel;
    std::size_t blocks = 0; ///< at least 2
    int index = 0;          ///< of the interface, 0 for all; Own only
    /// What the messages on a relayed port's channel mean, by their size in octets; sizeof(FramesRefused) from it is
    /// one, all others to it are a FrameBatch.
    static constexpr std::size_t blocksCopied = 1, restHandedOver = 2, interfaceGone = 3; ///< from it
    static constexpr std::size_t restWanted = 1; ///< to it: the reception ends, what came is to be handed over
    /// Own only: readable when a link of the namespace changed (rtnetlink(7)). A packet socket tells that its
    /// interface was switched off, not that it was deleted afterwards.
    UniqueFd links;
};

/// Whether the interface of a port of our own is still there, switched off or on and whatever its name is by now.
/// Takes the socket's error and the notifications that have come.
[[nodiscard]] bool isInterfaceThere(const PacketPort& port);

/// What the frames of an interface of any kind begin with: Ethernet, or Raw for those without a link header.
[[nodiscard]] Result<LinkType> linkTypeOf(const InterfaceName& name);

/// Opens packet sockets of our own: needs CAP_NET_RAW. NotFound, NotPermitted.
[[nodiscard]] Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request);

} // namespace tapscope
