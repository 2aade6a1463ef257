#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// TFTP (RFC 1350) with options (RFC 2347). Each transfer uses ports of its own.
class TftpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace tapscope
