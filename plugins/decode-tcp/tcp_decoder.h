#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// TCP (RFC 9293), with relative sequence numbers, and with the analysis of its connections if the capture was learned.
class TcpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
