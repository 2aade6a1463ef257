#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace transport_stream {

/// MPEG transport streams (ISO/IEC 13818-1) over UDP: the header of each packet.
class TransportStreamDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace transport_stream

namespace rtmp {

/// Adobe's Real Time Messaging Protocol 1.0: the handshake, messages made of chunks, and the contents of commands.
class RtmpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace rtmp

} // namespace tapscope
