#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Pragmatic General Multicast over IP (RFC 3208): headers of all packets, and their options by type and length.
class PgmDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
