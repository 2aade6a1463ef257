#pragma once

#include "datagram_assembly.h"

#include <base/ip_address.h>
#include <base/mac_address.h>
#include <inject/injector.h>

#include <optional>
#include <vector>

namespace tapscope {

/// A simulated host: answers ARP requests, ICMP and ICMPv6 echo requests and neighbour solicitations for its addresses,
/// so that `ping` works against a TAP with nothing behind it (RFC 826, RFC 792, RFC 4443, RFC 4861). Fragments and IPv6
/// extension headers are understood. A TUN has no link addresses, so only echo requests are answered there. Requests
/// that no neighbour sends are not answered: those from its own addresses, from groups, and solicitations that passed
/// through a router.
class EchoHost final : public Injector {
public:
    EchoHost(std::vector<IpAddress> addresses, const MacAddress& mac) : addresses_(std::move(addresses)), mac_(mac) {}

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override;
    void onPort(PortId port, PortState state, const PortFacts& facts) override;

private:
    /// Sends answers to the port that the request came from.
    struct WayBack {
        PortId port;
        FrameOutput& output;

        void send(Bytes answer) const { output.sendOrDrop(port, answer); }
    };
    using Asker = std::optional<MacAddress>; ///< absent on a TUN
    /// A complete ICMP or ICMPv6 message.
    struct Message {
        IpAddress source, destination;
        std::uint8_t hopLimit = 0;
        bool wasInFragments = false;
        Bytes bytes;
    };
    void onFrame(const Frame& frame, const WayBack& output);
    void onEthernet(Bytes frame, const WayBack& output);
    void onArp(Bytes packet, const WayBack& output) const;
    void onIpv4(const Asker& asker, Bytes packet, const WayBack& output);
    void onIpv6(const Asker& asker, Bytes packet, const WayBack& output);
    void onIcmp(const Asker& asker, const Message& message, const WayBack& output);
    void onIcmpv6(const Asker& asker, const Message& message, const WayBack& output);
    void onSolicitation(const MacAddress& asker, const IpAddress& from, Bytes message, const WayBack& output) const;
    void answerEcho(const Asker& asker, const Message& request, const WayBack& output);
    [[nodiscard]] bool isOwnAddress(const IpAddress& address) const;

    std::vector<IpAddress> addresses_;
    MacAddress mac_;
    std::size_t mtu_ = 1500;
    DatagramAssembly assembly_;
    std::uint16_t identification_ = 0; ///< of the last fragmented answer
};

} // namespace tapscope
