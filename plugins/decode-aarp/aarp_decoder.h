#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// The AppleTalk Address Resolution Protocol (Inside AppleTalk, chapter 2).
class AarpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
