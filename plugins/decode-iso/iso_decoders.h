#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// TPKT (RFC 1006): the head of each packet of ISO transport over TCP.
class TpktDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

/// COTP, the connection-oriented transport protocol (ISO 8073, ITU-T X.224), as class 0 uses it over TCP.
class CotpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Siemens S7 communication: heads, functions and the addresses of variables.
class S7Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace tapscope
