#pragma once

#include "datagram_assembly.h"

#include <base/ip_address.h>
#include <base/mac_address.h>
#include <inject/injector.h>

#include <optional>
#include <vector>

namespace tapscope {

/// A host that is not there: answers ARP requests, ICMP and ICMPv6 echo requests and neighbour solicitations for its
/// addresses, so that `ping` works against a TAP with nothing behind it (RFC 826, RFC 792, RFC 4443, RFC 4861), in
/// fragments and behind IPv6 extension headers, too. On a TUN there are no link addresses to ask for: it answers echo
/// requests. It does not answer what no neighbour sends: from its own addresses, from groups, solicitations that came
/// through a router.
class EchoHost final : public Injector {
public:
    EchoHost(std::vector<IpAddress> addresses, const MacAddress& mac) : addresses_(std::move(addresses)), mac_(mac) {}

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override;
    void onPort(PortId port, PortState state, const PortFacts& facts) override;

private:
    /// To whoever asked.
    struct WayBack {
        PortId port;
        FrameOutput& output;

        void send(Bytes answer) const { output.sendOrDrop(port, answer); }
    };
    using Asker = std::optional<MacAddress>; ///< absent on a TUN
    /// An ICMP or ICMPv6 message, whole.
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
    [[nodiscard]] bool isOurs(const IpAddress& address) const;

    std::vector<IpAddress> addresses_;
    MacAddress mac_;
    std::size_t mtu_ = 1500;
    DatagramAssembly assembly_;
    std::uint16_t identification_ = 0; ///< of the last answer in fragments
};

} // namespace tapscope
