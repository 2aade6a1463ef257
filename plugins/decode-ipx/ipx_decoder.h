#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Internetwork Packet Exchange, and the protocols of Novell's sockets: RIP, SAP and NetBIOS names.
class IpxDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
