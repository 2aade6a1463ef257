#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace http {

/// HTTP/1 (RFC 9112): each segment is decoded by itself, and the rest of a message from an earlier segment is a
/// continuation.
class HttpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace http

namespace body {

/// Bodies carried by HTTP, each under its own name: text line by line, other types by name only.
class BodyDecoder final : public Decoder {
public:
    enum class Kind { TextLines, Media, Xml, Json, Form, Multipart, Ocsp };
    explicit BodyDecoder(Kind kind) noexcept : kind_(kind) {}
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;

private:
    Kind kind_;
};

} // namespace body

namespace websocket {

/// WebSocket frames (RFC 6455 section 5).
class WebSocketDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace websocket

namespace http {

/// Keys of the table "http.body".
enum BodyKey : std::uint32_t {
    TextBody = 1,
    MediaBody,
    XmlBody,
    JsonBody,
    FormBody,
    MultipartBody,
    OcspBody,
    WebSocketBody
};

} // namespace http

} // namespace tapscope
