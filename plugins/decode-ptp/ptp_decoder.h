#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Precision Time Protocol version 2 (IEEE 1588), over Ethernet and over UDP.
class PtpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
