#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace aoe {

/// ATA over Ethernet (AoEr11): its header, and the headers of ATA and configuration commands.
class AtaOverEthernetDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace aoe

namespace fibre_channel {

/// Fibre Channel over Ethernet (FC-BB-5): the encapsulation of the frame.
class FibreChannelOverEthernetDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// The header of a Fibre Channel frame (FC-FS section 9).
class FibreChannelDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace fibre_channel

} // namespace tapscope
