#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// What the receiver tells of an IEEE 802.11 frame (radiotap.org).
class RadiotapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// IEEE 802.11 (2020, section 9): heads of all frames, the parameters and elements of management frames, and what data
/// frames carry in the clear.
class WirelessDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
