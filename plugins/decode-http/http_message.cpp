#include "http_message.h"

#include <base/ascii_case.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tapscope::http {
namespace {

// Methods of RFC 9110, RFC 3253, RFC 4918, RFC 5323 and RFC 5789, and others in common use.
constexpr std::array<std::string_view, 44> methods = {
    "GET",         "PUT",         "POST",        "HEAD",        "DELETE",       "OPTIONS",         "CONNECT",
    "TRACE",       "PATCH",       "COPY",        "MOVE",        "LOCK",         "UNLOCK",          "MKCOL",
    "PROPFIND",    "PROPPATCH",   "SEARCH",      "REPORT",      "MERGE",        "LABEL",           "UPDATE",
    "CHECKIN",     "CHECKOUT",    "UNCHECKOUT",  "MKACTIVITY",  "POLL",         "BCOPY",           "BMOVE",
    "BDELETE",     "BPROPFIND",   "BPROPPATCH",  "CCM_POST",    "SOURCE",       "NOTIFY",          "SUBSCRIBE",
    "UNSUBSCRIBE", "MKWORKSPACE", "RPC_CONNECT", "RPC_IN_DATA", "RPC_OUT_DATA", "VERSION-CONTROL", "BASELINE-CONTROL",
    "M-SEARCH",    "BITS_POST"};

struct Header {
    std::string_view name; ///< in lower case
    Field field;
};
constexpr std::array headers = {
    Header{"host", Host},
    Header{"user-agent", UserAgent},
    Header{"accept", Accept},
    Header{"accept-encoding", AcceptEncoding},
    Header{"accept-language", AcceptLanguage},
    Header{"authorization", Authorization},
    Header{"cache-control", CacheControl},
    Header{"connection", Connection},
    Header{"content-encoding", ContentEncoding},
    Header{"content-length", ContentLengthHeader},
    Header{"content-type", ContentType},
    Header{"cookie", Cookie},
    Header{"date", Date},
    Header{"last-modified", LastModified},
    Header{"location", Location},
    Header{"proxy-authenticate", ProxyAuthenticate},
    Header{"proxy-authorization", ProxyAuthorization},
    Header{"referer", Referer},
    Header{"server", Server},
    Header{"set-cookie", SetCookie},
    Header{"transfer-encoding", TransferEncoding},
    Header{"upgrade", Upgrade},
    Header{"www-authenticate", WwwAuthenticate},
    Header{"x-forwarded-for", ForwardedFor},
};

/// The end of a header's name in a line; npos if the line is not a header (RFC 9110 section 5.6.2: a token).
std::size_t colonOf(std::string_view line) noexcept {
    constexpr std::string_view separators = "()<>@,;\\\"/[]?={}";
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == ':')
            return i;
        if (line[i] <= ' ' || line[i] > '~' || separators.contains(line[i]))
            return std::string_view::npos;
    }
    return std::string_view::npos;
}

ByteRange rangeOf(const ByteReader& bytes, std::size_t from, std::size_t size) {
    return {static_cast<std::uint32_t>(bytes.offset() + from), static_cast<std::uint32_t>(size)};
}

std::string_view nextWord(std::string_view text, std::size_t& at) noexcept {
    const std::size_t start = std::min(text.find_first_not_of(' ', at), text.size());
    const std::size_t end = std::min(text.find(' ', start), text.size());
    at = end;
    return text.substr(start, end - start);
}

/// A target that continues in the next segment is shown as far as it is present.
void decodeRequestLine(const ByteReader& bytes, std::string_view line, Message& message, Dissection& d) {
    d.add(Request, {}, 1);
    d.hide();
    std::size_t at = 0;
    message.method = nextWord(line, at);
    d.addText(RequestMethod, rangeOf(bytes, 0, message.method.size()), message.method);
    message.uri = nextWord(line, at);
    const auto from = static_cast<std::size_t>(message.uri.data() - line.data());
    d.addText(RequestUri, rangeOf(bytes, from, message.uri.size()), message.uri);
    if (at + 1 < line.size())
        d.addText(RequestVersion, rangeOf(bytes, at + 1, line.size() - at - 1), line.substr(at + 1));
}

void decodeStatusLine(const ByteReader& bytes, std::string_view line, Message& message, Dissection& d) {
    d.add(Response, {}, 1);
    d.hide();
    std::size_t at = 0;
    const std::string_view version = nextWord(line, at);
    d.addText(ResponseVersion, rangeOf(bytes, 0, version.size()), version);
    const std::string_view code = nextWord(line, at);
    const auto read = std::from_chars(code.data(), code.data() + std::min<std::size_t>(code.size(), 3), message.status);
    if (read.ec != std::errc{} || code.size() < 3) {
        message.status = 0;
        return;
    }
    d.add(ResponseCode, rangeOf(bytes, static_cast<std::size_t>(code.data() - line.data()), code.size()),
          message.status);
    if (at + 1 < line.size())
        d.addText(ResponsePhrase, rangeOf(bytes, at + 1, line.size() - at - 1), line.substr(at + 1));
}

/// NTLM in HTTP: its message type is at a fixed position of its base64 text (MS-NLMP section 2.2).
void noteAuthentication(std::string_view value, Dissection& d) {
    constexpr std::array<std::string_view, 3> types = {"NEGOTIATE", "CHALLENGE", "AUTH"};
    for (const std::string_view scheme : {"NTLM ", "Negotiate "}) {
        const std::string_view token = value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view();
        if (token.size() > 12 && token.starts_with("TlRMTVNTUAA") && token[11] >= 'B' && token[11] <= 'D') {
            d.infoItem("NTLMSSP_{}", types[static_cast<std::size_t>(token[11] - 'B')]);
            d.passThrough("ntlmssp");
        }
    }
}

void decodeHeader(const ByteReader& bytes, std::string_view line, std::size_t colon, Message& message, Dissection& d) {
    const std::string_view text = withoutLineEnd(line);
    const std::string_view name = text.substr(0, colon);
    const std::size_t start = std::min(text.find_first_not_of(" \t", colon + 1), text.size());
    const std::string_view value = text.substr(start);
    const auto known =
        std::ranges::find_if(headers, [&](const Header& header) { return equalsIgnoringCase(name, header.name); });
    const ByteRange range = rangeOf(bytes, 0, line.size());
    d.addText(known == headers.end() ? UnknownHeader : known->field, range, value);
    d.label("{}", text);
    if (known == headers.end())
        return;
    switch (known->field) {
    case ContentLengthHeader: {
        std::uint64_t length = 0;
        const auto read = std::from_chars(value.data(), value.data() + value.size(), length);
        if (read.ec != std::errc{} || read.ptr == value.data())
            break;
        message.contentLength = length;
        const auto nest = d.nest();
        d.add(ContentLength, range, length);
        d.label("[Content length: {}]", length);
        break;
    }
    case ContentType:
        message.contentType = value.substr(0, value.find_first_of("; \t"));
        break;
    case ContentEncoding:
        message.isEncoded = !equalsIgnoringCase(value, "identity");
        break;
    case TransferEncoding:
        message.isChunked = containsIgnoringCase(value, "chunked");
        break;
    case Upgrade:
        message.upgrade = value;
        break;
    case Authorization:
    case ProxyAuthorization:
    case ProxyAuthenticate:
    case WwwAuthenticate:
        noteAuthentication(value, d);
        break;
    default:
        break;
    }
}

} // namespace

Message::Kind kindOf(std::string_view line) noexcept {
    if (line.starts_with("HTTP/") || line.starts_with("ICY "))
        return Message::Kind::Response;
    if (line.starts_with("M-") && !line.starts_with("M-SEARCH")) // RFC 2774
        line.remove_prefix(2);
    const std::size_t space = line.find(' ');
    const bool isMethod =
        space != std::string_view::npos && std::ranges::find(methods, line.substr(0, space)) != methods.end();
    return isMethod ? Message::Kind::Request : Message::Kind::Other;
}

Message decodeMessage(ByteReader& bytes, Dissection& d) {
    Message message;
    const std::string_view first = withoutLineEnd(peekLine(bytes));
    if (kindOf(first) != Message::Kind::Other && first.size() < peekLine(bytes).size())
        d.info("{} ", first);
    else
        d.info("Continuation");
    while (!bytes.atEnd()) {
        const std::string_view line = peekLine(bytes);
        const std::string_view text = withoutLineEnd(line);
        const Message::Kind kind = kindOf(text);
        const std::size_t colon = colonOf(text);
        const bool endsHere = line.size() == bytes.remaining();
        if (text.empty() && line.size() > text.size()) {
            d.add(HeadersEnd, rangeOf(bytes, 0, line.size()), 0);
            bytes.skip(line.size());
            message.isComplete = true;
            break;
        }
        if (kind != Message::Kind::Other) {
            message.kind = kind;
            d.addText(kind == Message::Kind::Request ? RequestLine : ResponseLine, rangeOf(bytes, 0, line.size()),
                      text);
            d.label("{}", text);
            const auto nest = d.nest();
            if (kind == Message::Kind::Request)
                decodeRequestLine(bytes, text, message, d);
            else
                decodeStatusLine(bytes, text, message, d);
        } else if (colon != std::string_view::npos) {
            decodeHeader(bytes, line, colon, message, d);
        } else if (!message.hasHeaders || !endsHere) { // at the end of the bytes, this may be the beginning of a header
            break;
        }
        message.hasHeaders = true;
        bytes.skip(line.size());
    }
    return message;
}

std::size_t bodyLength(const Message& message, const ByteReader& bytes) noexcept {
    const std::size_t there = bytes.remaining();
    if (message.isChunked)
        return there;
    if (message.contentLength)
        return static_cast<std::size_t>(std::min<std::uint64_t>(*message.contentLength, there));
    if (message.kind == Message::Kind::Request)
        return 0;
    const bool isEmpty = message.kind == Message::Kind::Response &&
                         (message.status / 100 == 1 || message.status == 204 || message.status == 304);
    return isEmpty ? 0 : there;
}

} // namespace tapscope::http
