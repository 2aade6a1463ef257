#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace tls {

/// TLS 1.0 to 1.3, SSL 3.0 and the remains of SSL 2.0, on streams; and the handshake messages that QUIC carries.
class TlsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace tls

} // namespace tapscope
