#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// RFC 768.
class UdpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// UDP-Lite (RFC 3828): the checksum can cover a part of the datagram only.
class UdpLiteDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
