#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// The header of a virtio network device (VIRTIO 1.2 section 5.1.6), which describes the checksum and segmentation work
/// left to the device. The capture keeps it beside the frame's bytes (Offload).
class VirtioDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
