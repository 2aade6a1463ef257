#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// MQTT (OASIS MQTT 3.1.1): the messages of a segment.
class MqttDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace tapscope
