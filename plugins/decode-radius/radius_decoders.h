#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// RADIUS: authentication, accounting, and changes of authorisation (RFC 2865, RFC 2866, RFC 5176).
class RadiusDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace tapscope
