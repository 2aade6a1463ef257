#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// The header of an EtherCAT frame (ETG.1000.4), over Ethernet, UDP or TCP.
class EthercatFrameDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// EtherCAT's datagrams: commands to devices, which write their answers into the passing frame.
class EthercatDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
