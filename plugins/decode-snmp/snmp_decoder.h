#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Simple Network Management Protocol: version 1 (RFC 1157), 2c (RFC 3416) and 3 (RFC 3412, 3414). Nothing is
/// decrypted, and object identifiers are shown as numbers, because no MIBs are read.
class SnmpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace tapscope
