#include "http_decoders.h"
#include "http_message.h"

#include <array>

namespace tapscope::body {
namespace {

using namespace http;

enum Field : std::uint16_t { Line };
constexpr std::array lineFields = {
    FieldInfo{.name = "data-text-lines.line", .title = "Line", .type = FieldType::Text},
};
constexpr std::array textHook = {Hook{"http.body", TextBody}};
constexpr std::array mediaHook = {Hook{"http.body", MediaBody}};
constexpr std::array xmlHook = {Hook{"http.body", XmlBody}};
constexpr std::array jsonHook = {Hook{"http.body", JsonBody}};
constexpr std::array formHook = {Hook{"http.body", FormBody}};
constexpr std::array multipartHook = {Hook{"http.body", MultipartBody}};
constexpr std::array ocspHook = {Hook{"http.body", OcspBody}};

// In the order of BodyDecoder::Kind. Those without a column leave HTTP's.
const std::array infos = {
    ProtocolInfo{.abbreviation = "data-text-lines",
                 .title = "Line-based text data",
                 .column = "",
                 .fields = lineFields,
                 .hooks = textHook},
    ProtocolInfo{.abbreviation = "media", .title = "Media Type", .column = "", .hooks = mediaHook},
    ProtocolInfo{.abbreviation = "xml", .title = "eXtensible Markup Language", .column = "", .hooks = xmlHook},
    ProtocolInfo{.abbreviation = "json", .title = "JavaScript Object Notation", .column = "", .hooks = jsonHook},
    ProtocolInfo{.abbreviation = "urlencoded-form", .title = "HTML Form URL Encoded", .column = "", .hooks = formHook},
    ProtocolInfo{.abbreviation = "mime_multipart",
                 .title = "MIME Multipart Media Encapsulation",
                 .column = "",
                 .hooks = multipartHook},
    ProtocolInfo{
        .abbreviation = "ocsp", .title = "Online Certificate Status Protocol", .column = "OCSP", .hooks = ocspHook},
};

/// A response is a SEQUENCE that begins with an ENUMERATED; a request is one that begins with another SEQUENCE (RFC
/// 6960 section 4).
bool isOcspResponse(ByteReader bytes) noexcept {
    constexpr std::uint8_t enumerated = 0x0a;
    bytes.skip(1);
    const std::uint8_t length = bytes.u8();
    if ((length & 0x80) != 0)
        bytes.skip(length & 0x7f);
    return bytes.peek() == enumerated;
}

} // namespace

const ProtocolInfo& BodyDecoder::protocol() const noexcept {
    return infos[static_cast<std::size_t>(kind_)];
}

void BodyDecoder::decode(ByteReader& bytes, Dissection& d) const {
    switch (kind_) {
    case Kind::TextLines:
    case Kind::Form: {
        const bool hasLines = kind_ == Kind::TextLines && d.wants(Line);
        while (hasLines && !bytes.atEnd()) {
            d.text(bytes, Line, peekLine(bytes).size());
        }
        break;
    }
    case Kind::Xml:
        d.columnProtocol("HTTP/XML");
        break;
    case Kind::Json:
        d.columnProtocol("HTTP/JSON");
        d.infoItem("JavaScript Object Notation (application/json)");
        break;
    case Kind::Ocsp:
        d.info("{}", isOcspResponse(bytes) ? "Response" : "Request");
        break;
    default:
        break;
    }
}

} // namespace tapscope::body
