#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// ARP (RFC 826, RFC 903, RFC 2390, RFC 5227), the worked example of docs/plugins.md.
class ArpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
