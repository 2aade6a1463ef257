#pragma once

#include <base/ip_address.h>
#include <base/mac_address.h>
#include <inject/frame_builder.h>
#include <inject/injector.h>

#include <optional>
#include <vector>

namespace tapscope {

/// A host that is not there: answers ARP requests, ICMP and ICMPv6 echo requests and neighbour solicitations for its
/// addresses, so that `ping` works against a TAP with nothing behind it (RFC 826, RFC 792, RFC 4443, RFC 4861). On a
/// TUN there are no link addresses to ask for: it answers echo requests.
class EchoHost final : public Injector {
public:
    EchoHost(std::vector<IpAddress> addresses, const MacAddress& mac) : addresses_(std::move(addresses)), mac_(mac) {}

    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override;

private:
    /// To whoever asked.
    struct WayBack {
        PortId port;
        FrameOutput& output;

        void send(Bytes answer) const { output.sendOrDrop(port, answer); }
    };
    void onFrame(const Frame& frame, const WayBack& output) const;
    using Asker = std::optional<MacAddress>; ///< absent on a TUN
    void onEthernet(Bytes frame, const WayBack& output) const;
    void onArp(Bytes packet, const WayBack& output) const;
    void onIpv4(const Asker& asker, Bytes packet, const WayBack& output) const;
    void onIpv6(const Asker& asker, Bytes packet, const WayBack& output) const;
    void onSolicitation(const MacAddress& asker, const IpAddress& from, Bytes message, const WayBack& output) const;
    /// An answer's beginning: the Ethernet header where there is one.
    [[nodiscard]] FrameBuilder answerTo(const Asker& asker, std::uint16_t type) const;
    [[nodiscard]] bool isOurs(const IpAddress& address) const;

    std::vector<IpAddress> addresses_;
    MacAddress mac_;
};

} // namespace tapscope
