#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// IGMP versions 1 to 3 (RFC 1112, 2236, 3376) and multicast traceroute.
class IgmpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
