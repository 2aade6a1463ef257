#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// SSH (RFC 4253): banners, the unencrypted key exchange, and the sizes of encrypted packets.
class SshDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
