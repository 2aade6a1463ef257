#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace radiotap {

/// The receiver's information about an IEEE 802.11 frame (radiotap.org).
class RadiotapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace radiotap

namespace wireless {

/// IEEE 802.11 (2020, section 9): headers of all frames, the parameters and elements of management frames, and the
/// payload of unencrypted data frames.
class WirelessDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace wireless

} // namespace tapscope
