#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// The mobility header of IPv6.
class MobilityDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
