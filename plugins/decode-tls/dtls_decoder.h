#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace dtls {

/// DTLS 1.0 to 1.3 (RFC 4347, RFC 6347, RFC 9147), and the variant of OpenSSL before version 0.9.8f.
class DtlsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace dtls

} // namespace tapscope
