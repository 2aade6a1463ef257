// SSDP (UPnP Device Architecture 2.0 section 1): the header of an HTTP message in a datagram, with HTTP's fields.

#include "ssdp_decoders.h"

#include <base/ascii_case.h>
#include <base/printable_text.h>
#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

enum Field : std::uint16_t {
    Method,
    Uri,
    RequestVersion,
    ResponseVersion,
    ResponseCode,
    ResponsePhrase,
    Host,
    UserAgent,
    Server,
    Location,
    CacheControl,
    Line,
    HeadersEnd,
};
constexpr std::array fields = {
    FieldInfo{.name = "http.request.method", .title = "Request Method", .type = FieldType::Text},
    FieldInfo{.name = "http.request.uri", .title = "Request URI", .type = FieldType::Text},
    FieldInfo{.name = "http.request.version", .title = "Request Version", .type = FieldType::Text},
    FieldInfo{.name = "http.response.version", .title = "Response Version", .type = FieldType::Text},
    FieldInfo{.name = "http.response.code", .title = "Status Code"},
    FieldInfo{.name = "http.response.phrase", .title = "Response Phrase", .type = FieldType::Text},
    FieldInfo{.name = "http.host", .title = "Host", .type = FieldType::Text},
    FieldInfo{.name = "http.user_agent", .title = "User-Agent", .type = FieldType::Text},
    FieldInfo{.name = "http.server", .title = "Server", .type = FieldType::Text},
    FieldInfo{.name = "http.location", .title = "Location", .type = FieldType::Text},
    FieldInfo{.name = "http.cache_control", .title = "Cache-Control", .type = FieldType::Text},
    FieldInfo{.name = "http.request.line", .title = "Request line", .type = FieldType::Text},
    FieldInfo{.name = "http.headers_end", .title = "End of headers", .type = FieldType::Label},
};
constexpr std::array hooks = {Hook{"udp.port", 1900}};
const ProtocolInfo info = {.abbreviation = "ssdp",
                           .title = "Simple Service Discovery Protocol",
                           .column = "SSDP",
                           .fields = fields,
                           .hooks = hooks};

struct Header {
    std::string_view name;
    Field field;
};
constexpr std::array headers = {Header{"host", Host}, Header{"user-agent", UserAgent}, Header{"server", Server},
                                Header{"location", Location}, Header{"cache-control", CacheControl}};

struct TextLine {
    std::string_view text;
    std::uint32_t offset = 0;
    std::uint32_t length = 0; ///< with the line end
    /// The range of the line with its end.
    [[nodiscard]] ByteRange range() const { return {offset, length}; }
    [[nodiscard]] ByteRange rangeOf(std::string_view piece) const {
        return {offset + static_cast<std::uint32_t>(piece.data() - text.data()),
                static_cast<std::uint32_t>(piece.size())};
    }
};

TextLine readLine(ByteReader& bytes) {
    const Bytes rest = bytes.rest();
    const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::size_t length = std::min(end + 1, text.size());
    TextLine line{text.substr(0, end), static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(length)};
    bytes.skip(length);
    if (line.text.ends_with('\r'))
        line.text.remove_suffix(1);
    return line;
}

std::string_view readWord(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

void decodeFirstLine(const TextLine& line, Dissection& d) {
    d.info("{} ", PrintableText<512>(line.text).view());
    std::string_view rest = line.text;
    const std::string_view first = readWord(rest);
    const std::string_view second = readWord(rest);
    const std::uint32_t at = line.rangeOf(rest).offset;
    const ByteRange toTheEnd{at, line.offset + line.length - at};
    if (first.starts_with("HTTP/")) {
        std::uint32_t code = 0;
        for (const char c : second.substr(0, 3))
            code = code * 10 + static_cast<std::uint32_t>(c - '0') % 10;
        d.addText(ResponseVersion, line.rangeOf(first), first);
        d.add(ResponseCode, line.rangeOf(second), code);
        d.addText(ResponsePhrase, toTheEnd, rest);
        return;
    }
    d.addText(Method, line.rangeOf(first), first);
    d.addText(Uri, line.rangeOf(second), second);
    d.addText(RequestVersion, toTheEnd, rest);
}

void decodeHeader(const TextLine& line, Dissection& d) {
    const std::size_t colon = line.text.find(':');
    if (colon == std::string_view::npos)
        return;
    const std::string_view name = line.text.substr(0, colon);
    std::string_view value = line.text.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    const auto known =
        std::ranges::find_if(headers, [&](const Header& header) { return equalsIgnoringCase(name, header.name); });
    d.addText(known == headers.end() ? Line : known->field, line.range(), known == headers.end() ? line.text : value);
}

} // namespace

const ProtocolInfo& SsdpDecoder::protocol() const noexcept {
    return info;
}

void SsdpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    decodeFirstLine(readLine(bytes), d);
    while (!bytes.atEnd()) {
        const TextLine line = readLine(bytes);
        if (line.text.empty()) {
            d.add(HeadersEnd, line.range(), 0);
            return;
        }
        decodeHeader(line, d);
    }
}

} // namespace tapscope
