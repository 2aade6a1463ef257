#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace netlink {

/// LINKTYPE_NETLINK: the cooked header, and the messages of families that have no decoder of their own.
class NetlinkDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace netlink

namespace netlink_route {

/// NETLINK_ROUTE (rtnetlink(7)): links, addresses, routes and neighbours.
class NetlinkRouteDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace netlink_route

} // namespace tapscope
