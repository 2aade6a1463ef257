#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// A protocol made up for this example, over UDP port 7777: one octet of version, one octet that counts the characters
/// of a name, and the name.
class GreetingDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
