#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace dhcp {

/// BOOTP and DHCP.
class DhcpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace dhcp

namespace dhcpv6 {

/// DHCPv6, also as forwarded by relays.
class Dhcpv6Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace dhcpv6

} // namespace tapscope
