#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// SSH (RFC 4253): banners, the key exchange in the clear, and encrypted packets by their size.
class SshDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
