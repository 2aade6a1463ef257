#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Spanning trees: STP, RSTP, MSTP, SPT (IEEE 802.1D section 9, 802.1Q section 14), and Cisco's PVST+.
class SpanningTreeDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Link Layer Discovery Protocol (IEEE 802.1AB): the mandatory and the common optional elements.
class LldpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Cisco Discovery Protocol.
class CdpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// The protocols under the EtherType of the slow protocols (IEEE 802.3 annex 57A).
class SlowProtocolsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Link Aggregation Control Protocol (IEEE 802.1AX section 6.4).
class LacpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Port-based access control (IEEE 802.1X): EAP over LAN.
class EapolDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

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

/// Organization-specific slow protocols (IEEE 802.3 annex 57B), and among these ITU-T's synchronization messages
/// (G.8264).
class SynchronizationMessageDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
