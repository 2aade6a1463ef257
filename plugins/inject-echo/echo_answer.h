#pragma once

#include <base/frame.h>
#include <base/ip_address.h>
#include <base/mac_address.h>

#include <optional>
#include <vector>

namespace tapscope {

/// The addresses of the host that asked and of the host that answers.
struct EchoWay {
    std::optional<MacAddress> mac; ///< of the host that asked; absent on a TUN
    MacAddress ownMac;
    IpAddress asker, own; ///< of the same family
};

/// The frames of an echo reply in order: a single frame, or fragments if the reply is larger than the MTU. `request` is
/// the ICMP or ICMPv6 message from its identifier on; `identification` distinguishes the fragments of one reply from
/// those of another.
[[nodiscard]] std::vector<std::vector<std::byte>> echoReply(const EchoWay& way, Bytes request, std::size_t mtu,
                                                            std::uint16_t identification);

} // namespace tapscope
