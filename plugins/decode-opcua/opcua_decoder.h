#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// OPC UA's binary protocol over TCP (OPC 10000-6): headers of messages, and the service that each message requests or
/// answers.
class OpcUaDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace tapscope
