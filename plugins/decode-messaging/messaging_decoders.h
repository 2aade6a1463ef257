#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace amqp {

/// Advanced Message Queuing Protocol, 0-9-1 (with RabbitMQ's extensions) and 1.0.
class AmqpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace amqp

namespace kafka {

/// Kafka: the headers of requests and of the responses to them.
class KafkaDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace kafka

} // namespace tapscope
