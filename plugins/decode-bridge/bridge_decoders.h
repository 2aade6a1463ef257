#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace spanning_tree {

/// Spanning trees: STP, RSTP, MSTP, SPT (IEEE 802.1D section 9, 802.1Q section 14), and Cisco's PVST+.
class SpanningTreeDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace spanning_tree

namespace lldp {

/// Link Layer Discovery Protocol (IEEE 802.1AB): the mandatory and the common optional elements.
class LldpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace lldp

namespace cdp {

/// Cisco Discovery Protocol.
class CdpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace cdp

namespace slow_protocols {

/// The protocols under the EtherType of the slow protocols (IEEE 802.3 annex 57A).
class SlowProtocolsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace slow_protocols

namespace lacp {

/// Link Aggregation Control Protocol (IEEE 802.1AX section 6.4).
class LacpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace lacp

namespace eapol {

/// Port-based access control (IEEE 802.1X): EAP over LAN, and the key descriptors of IEEE 802.11.
class EapolDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace eapol

namespace eap {

/// Extensible Authentication Protocol (RFC 3748), over LANs, PPP and RADIUS. TLS of methods that are based on it is
/// decoded if a packet has whole records.
class EapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace eap

namespace cisco_link {

/// Cisco's Unidirectional Link Detection (RFC 5171).
class UnidirectionalLinkDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Cisco's Dynamic Trunk Protocol.
class DynamicTrunkDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace cisco_link

namespace neighbour {

/// Nortel's discovery protocol (SONMP): hellos of switches.
class NortelDiscoveryDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Cisco's VLAN Trunking Protocol: advertisements.
class VlanTrunkingDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Heartbeats of Microsoft's network load balancing.
class LoadBalancingDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace neighbour

namespace esmc {

/// Organization-specific slow protocols (IEEE 802.3 annex 57B), and among these ITU-T's synchronization messages
/// (G.8264).
class SynchronizationMessageDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace esmc

} // namespace tapscope
