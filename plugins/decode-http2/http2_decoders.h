#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace http2 {

/// HTTP/2 (RFC 9113) with prior knowledge: frames, and the parts of header blocks that do not need the dynamic table.
class Http2Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace http2

namespace grpc {

/// gRPC: the header of each message in the data of an HTTP/2 stream.
class GrpcDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace grpc

} // namespace tapscope
