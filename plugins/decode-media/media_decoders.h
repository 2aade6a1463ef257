#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// MPEG transport streams (ISO/IEC 13818-1) over UDP: the head of each packet.
class TransportStreamDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace tapscope
