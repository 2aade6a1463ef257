#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace vrrp {

/// Virtual Router Redundancy Protocol, versions 2 and 3 (RFC 3768, 5798).
class VrrpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace vrrp

namespace hsrp {

/// Cisco's Hot Standby Router Protocol, versions 0 to 2 (RFC 2281).
class HsrpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace hsrp

namespace bfd {

/// Bidirectional Forwarding Detection, control packets (RFC 5880).
class BfdDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace bfd

namespace pim {

/// Protocol Independent Multicast version 2 (RFC 7761): the header, and the options of a hello.
class PimDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace pim

namespace rip {

/// Routing Information Protocol, versions 1 and 2 (RFC 2453).
class RipDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace rip

namespace ospf {

/// OSPF versions 2 and 3 (RFC 2328, 5340): the header, hellos and the headers of link state advertisements.
class OspfDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace ospf

namespace bgp {

/// Border Gateway Protocol 4 (RFC 4271): the messages, and the beginnings of OPEN, UPDATE and NOTIFICATION.
class BgpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace bgp

namespace eigrp {

/// Cisco's Enhanced Interior Gateway Routing Protocol (RFC 7868).
class EigrpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace eigrp

namespace ldp {

/// Label Distribution Protocol (RFC 5036): all messages, and the most common TLVs.
class LdpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace ldp

namespace babel {

/// Babel (RFC 8966).
class BabelDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace babel

} // namespace tapscope
