#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// WireGuard over UDP at any port, recognised by its message type and length (wireguard.com/protocol).
class WireguardDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace tapscope
