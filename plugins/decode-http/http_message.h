#pragma once

#include <decode/dissection.h>
#include <decode/text_line.h>

#include <array>
#include <optional>
#include <string_view>

namespace tapscope::http {

/// Fields of HTTP, and, in the same order, of SSDP.
enum Field : std::uint16_t {
    Request,
    RequestMethod,
    RequestUri,
    RequestVersion,
    Response,
    ResponseVersion,
    ResponseCode,
    ResponsePhrase,
    RequestLine,
    ResponseLine,
    ContentLength,
    Host,
    UserAgent,
    Accept,
    AcceptEncoding,
    AcceptLanguage,
    Authorization,
    CacheControl,
    Connection,
    ContentEncoding,
    ContentLengthHeader,
    ContentType,
    Cookie,
    Date,
    LastModified,
    Location,
    ProxyAuthenticate,
    ProxyAuthorization,
    Referer,
    Server,
    SetCookie,
    TransferEncoding,
    Upgrade,
    WwwAuthenticate,
    ForwardedFor,
    UnknownHeader,
    Chunk,
    FileData,
    RequestIn,
    RequestTime,
    HeadersEnd,
    fieldCount,
};
extern const std::array<FieldInfo, fieldCount> fields;

/// Facts about a message and about what follows it. Texts refer to the frame.
struct Message {
    enum class Kind { Other, Request, Response } kind = Kind::Other;
    bool hasHeaders = false; ///< at least one line of it was a start line or a header
    bool isComplete = false; ///< the blank line after the headers is present
    std::string_view method, uri;
    unsigned status = 0;
    std::optional<std::uint64_t> contentLength;
    std::string_view contentType; ///< without parameters
    std::string_view upgrade;
    bool isChunked = false;
    bool isEncoded = false; ///< the body is compressed
};

/// Whether a line is a request or a status line.
[[nodiscard]] Message::Kind kindOf(std::string_view line) noexcept;

/// Reads the start line and headers, adds them, and sets the Info column. Leaves `bytes` at the body.
Message decodeMessage(ByteReader& bytes, Dissection& dissection);

/// How many of `bytes` belong to the message's body.
[[nodiscard]] std::size_t bodyLength(const Message& message, const ByteReader& bytes) noexcept;

/// Where the message at the beginning of these bytes of a stream ends (RFC 9112 section 6.3).
[[nodiscard]] StreamMessage messageIn(Bytes bytes, bool isHeadRequested) noexcept;

} // namespace tapscope::http
