#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// sFlow (sflow.org, version 5; RFC 3176 for earlier versions): its headers, and the frames that a switch sampled.
class SflowDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
