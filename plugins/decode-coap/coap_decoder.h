#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// The Constrained Application Protocol over UDP (RFC 7252, with blocks of RFC 7959 and Observe of RFC 7641).
class CoapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace tapscope
