#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Telnet (RFC 854, RFC 855): the text, and the commands in between.
class TelnetDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
