#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// The Data Stream Interface, which carries AFP over TCP.
class DsiDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

/// The Apple Filing Protocol: commands.
class AfpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
