#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace stun {

/// STUN and TURN (RFC 8489, RFC 8656), over UDP and TCP.
class StunDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace stun

namespace classic_stun {

/// STUN as defined by RFC 3489, without a cookie.
class ClassicStunDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace classic_stun

} // namespace tapscope
