#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace quic {

/// QUIC (RFC 9000, RFC 9369, and drafts): headers of all packets, and the frames of Initial packets, whose encryption
/// keys can be derived from the capture.
class QuicDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace quic

namespace gquic {

/// Google's QUIC, which preceded the IETF's: headers, and the tags of the handshake.
class GquicDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace gquic

} // namespace tapscope
