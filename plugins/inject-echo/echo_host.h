#pragma once

#include <base/ip_address.h>
#include <base/mac_address.h>
#include <inject/injector.h>

#include <vector>

namespace tapscope {

/// A host that is not there: answers ARP requests, ICMP and ICMPv6 echo requests and neighbour solicitations for its
/// addresses, so that `ping` works against a TAP with nothing behind it (RFC 826, RFC 792, RFC 4443, RFC 4861).
class EchoHost final : public Injector {
public:
    EchoHost(std::vector<IpAddress> addresses, const MacAddress& mac) : addresses_(std::move(addresses)), mac_(mac) {}

    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onFrame(const Frame& frame, FrameOutput& output) override;

private:
    struct Ethernet {
        MacAddress destination, source;
    };
    void onArp(Bytes packet, FrameOutput& output) const;
    void onIpv4(const Ethernet& link, Bytes packet, FrameOutput& output) const;
    void onIpv6(const Ethernet& link, Bytes packet, FrameOutput& output) const;
    void onSolicitation(const Ethernet& link, const IpAddress& asker, Bytes message, FrameOutput& output) const;
    [[nodiscard]] bool isOurs(const IpAddress& address) const;

    std::vector<IpAddress> addresses_;
    MacAddress mac_;
};

} // namespace tapscope
