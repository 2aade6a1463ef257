#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace dropbox_discovery {

/// Announcements of Dropbox clients on a LAN: JSON.
class DropboxDiscoveryDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace dropbox_discovery

namespace smart_home {

/// Commands to TP-Link's smart plugs and lamps: JSON in which each octet is combined (XOR) with the octet before it.
class SmartHomeDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace smart_home

namespace bjnp {

/// Canon's BJNP: printers and scanners.
class BjnpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace bjnp

namespace port_control {

/// NAT-PMP (RFC 6886) and PCP (RFC 6887): requests to a router for port mappings.
class PortControlDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace port_control

namespace local_discovery {

/// TiVo's discovery of recorders and media servers.
class TivoConnectDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

/// BitTorrent's local service discovery (BEP 14).
class LocalServiceDiscoveryDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace local_discovery

} // namespace tapscope
