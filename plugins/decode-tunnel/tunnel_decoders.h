#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace gre {

/// Generic Routing Encapsulation (RFC 2784, 2890, 2637).
class GreDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace gre

namespace erspan {

/// Mirrored frames from a switch, types I to III (draft-foschiano-erspan).
class ErspanDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace erspan

namespace cisco_metadata {

/// Cisco's security group tags in front of the Ethertype.
class CiscoMetaDataDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace cisco_metadata

namespace nhrp {

/// Next Hop Resolution Protocol (RFC 2332), with which GRE tunnels find their other ends.
class NextHopResolutionDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace nhrp

namespace vxlan {

/// VXLAN (RFC 7348), with its group policy and generic protocol extensions.
class VxlanDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace vxlan

namespace geneve {

/// Geneve (RFC 8926).
class GeneveDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace geneve

namespace gtp {

/// GTP version 1 (3GPP TS 29.281); packets of the user plane are decoded further.
class GtpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace gtp

namespace mpls {

/// MPLS label stacks (RFC 3032).
class MplsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace mpls

namespace nsh {

/// Network Service Header (RFC 8300).
class NshDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace nsh

namespace ipsec {

/// IPsec's Authentication Header (RFC 4302).
class AuthenticationHeaderDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// IPsec's Encapsulating Security Payload (RFC 4303): nothing is decrypted; payload without encryption (RFC 2410) is
/// decoded further.
class EncapsulatingSecurityDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace ipsec

namespace teredo {

/// Teredo (RFC 4380): IPv6 through IPv4 address translators, at its port and between clients.
class TeredoDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace teredo

namespace capwap {

/// CAPWAP (RFC 5415): between access points and their controller.
class CapwapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace capwap

namespace lisp {

/// The control messages of LISP (RFC 6830): requests, replies, registrations and encapsulated messages.
class LispDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// LISP data packets (RFC 6830 section 5.3).
class LispDataDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace lisp

namespace lisp_transport {

/// LISP's reliable transport over TCP: registrations and notifications by their headers.
class LispTransportDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace lisp_transport

namespace ipsec {

/// IP Payload Compression (RFC 3173); the payload is not decompressed.
class PayloadCompressionDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace ipsec

namespace gtp_prime {

/// GTP' (3GPP TS 32.295): charging records sent from a network node to the charging gateway.
class GtpPrimeDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace gtp_prime

} // namespace tapscope
