#pragma once

#include <base/frame.h>
#include <base/ip_address.h>
#include <base/mac_address.h>

#include <optional>
#include <vector>

namespace tapscope {

/// Who is answered, by whom.
struct EchoWay {
    std::optional<MacAddress> mac; ///< of who asked; absent on a TUN
    MacAddress ownMac;
    IpAddress asker, own; ///< of one family
};

/// The frames of an echo reply, in their order: one, or fragments where it is larger than the MTU. `request` is the
/// ICMP or ICMPv6 message from its identifier on; `identification` tells the fragments of one answer from those of
/// another.
[[nodiscard]] std::vector<std::vector<std::byte>> echoReply(const EchoWay& way, Bytes request, std::size_t mtu,
                                                            std::uint16_t identification);

} // namespace tapscope
