#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// SSDP: searches, announcements and answers.
class SsdpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
