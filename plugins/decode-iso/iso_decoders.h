#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace tpkt {

/// TPKT (RFC 1006): the header of each packet of ISO transport over TCP.
class TpktDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace tpkt

namespace cotp {

/// COTP, the connection-oriented transport protocol (ISO 8073, ITU-T X.224), as class 0 uses it over TCP.
class CotpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace cotp

namespace s7 {

/// Siemens S7 communication: headers, functions and the addresses of variables.
class S7Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace s7

namespace rdp {

/// RDP's negotiation in the connection requests of COTP (MS-RDPBCGR 2.2.1).
class RdpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

/// T.125, the multipoint communication service below RDP: message types, users and channels.
class McsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace rdp

namespace session {

/// The OSI session protocol (ISO 8327-1, ITU-T X.225).
class SessionDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace session

namespace presentation {

/// The OSI presentation protocol (ISO 8823, ITU-T X.226), as far as needed to find its payload.
class PresentationDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace presentation

namespace mms {

/// The association control service (ISO 8650-1, ITU-T X.227).
class AcseDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

/// MMS, the manufacturing message specification (ISO 9506).
class MmsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace mms

} // namespace tapscope
