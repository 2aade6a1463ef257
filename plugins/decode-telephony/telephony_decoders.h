#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace skinny {

/// Cisco's Skinny Client Control Protocol: messages, and the addresses they announce for RTP.
class SkinnyDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace skinny

namespace iax2 {

/// The Inter-Asterisk eXchange protocol, version 2 (RFC 5456).
class Iax2Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace iax2

namespace mgcp {

/// The Media Gateway Control Protocol (RFC 3435).
class MgcpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace mgcp

namespace smpp {

/// Short Message Peer to Peer, versions 3.3 to 5.0.
class SmppDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace smpp

namespace megaco {

/// MEGACO, the text encoding of H.248 (RFC 3525): transactions, contexts and commands.
class MegacoDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace megaco

} // namespace tapscope
