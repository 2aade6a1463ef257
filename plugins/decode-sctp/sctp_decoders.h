#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// SCTP (RFC 9260), over IP and over UDP (RFC 6951). Sequence numbers are shown relative to the association's first.
class SctpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
