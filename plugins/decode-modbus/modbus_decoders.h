#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// The header that carries Modbus over TCP, one for each message of a segment.
class ModbusTcpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

/// The Modbus application protocol 1.1b3: function code and its data.
class ModbusDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
