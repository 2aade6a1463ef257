// SIP (RFC 3261): first line, headers, and a body that may be SDP.

#include "text_lines.h"
#include "voip_decoders.h"

#include <base/printable_text.h>

#include <array>

namespace tapscope::sip {
namespace {

using namespace voip;

enum Field : std::uint16_t {
    RequestLine,
    StatusLine,
    Method,
    RequestUri,
    StatusCode,
    Headers,
    Via,
    From,
    To,
    CallId,
    CSeq,
    CSeqMethod,
    Contact,
    Expires,
    MaxForwards,
    UserAgent,
    Server,
    Allow,
    Supported,
    Require,
    Authorization,
    WwwAuthenticate,
    ProxyAuthenticate,
    ProxyAuthorization,
    Route,
    RecordRoute,
    ContentType,
    ContentLength,
    Body,
    OtherHeader,
    HeadersEnd,
};
constexpr std::array fields = {
    FieldInfo{.name = "sip.Request-Line", .title = "Request-Line", .type = FieldType::Text},
    FieldInfo{.name = "sip.Status-Line", .title = "Status-Line", .type = FieldType::Text},
    FieldInfo{.name = "sip.Method", .title = "Method", .type = FieldType::Text},
    FieldInfo{.name = "sip.r-uri", .title = "Request-URI", .type = FieldType::Text},
    FieldInfo{.name = "sip.Status-Code", .title = "Status-Code"},
    FieldInfo{.name = "sip.msg_hdr", .title = "Message Header", .type = FieldType::Label},
    FieldInfo{.name = "sip.Via", .title = "Via", .type = FieldType::Text},
    FieldInfo{.name = "sip.From", .title = "From", .type = FieldType::Text},
    FieldInfo{.name = "sip.To", .title = "To", .type = FieldType::Text},
    FieldInfo{.name = "sip.Call-ID", .title = "Call-ID", .type = FieldType::Text},
    FieldInfo{.name = "sip.CSeq", .title = "CSeq", .type = FieldType::Text},
    FieldInfo{.name = "sip.CSeq.method", .title = "Method", .type = FieldType::Text},
    FieldInfo{.name = "sip.Contact", .title = "Contact", .type = FieldType::Text},
    FieldInfo{.name = "sip.Expires", .title = "Expires", .type = FieldType::Text, .base = Base::None},
    FieldInfo{.name = "sip.Max-Forwards", .title = "Max-Forwards", .type = FieldType::Text, .base = Base::None},
    FieldInfo{.name = "sip.User-Agent", .title = "User-Agent", .type = FieldType::Text},
    FieldInfo{.name = "sip.Server", .title = "Server", .type = FieldType::Text},
    FieldInfo{.name = "sip.Allow", .title = "Allow", .type = FieldType::Text},
    FieldInfo{.name = "sip.Supported", .title = "Supported", .type = FieldType::Text},
    FieldInfo{.name = "sip.Require", .title = "Require", .type = FieldType::Text},
    FieldInfo{.name = "sip.Authorization", .title = "Authorization", .type = FieldType::Text},
    FieldInfo{.name = "sip.WWW-Authenticate", .title = "WWW-Authenticate", .type = FieldType::Text},
    FieldInfo{.name = "sip.Proxy-Authenticate", .title = "Proxy-Authenticate", .type = FieldType::Text},
    FieldInfo{.name = "sip.Proxy-Authorization", .title = "Proxy-Authorization", .type = FieldType::Text},
    FieldInfo{.name = "sip.Route", .title = "Route", .type = FieldType::Text},
    FieldInfo{.name = "sip.Record-Route", .title = "Record-Route", .type = FieldType::Text},
    FieldInfo{.name = "sip.Content-Type", .title = "Content-Type", .type = FieldType::Text},
    FieldInfo{.name = "sip.Content-Length", .title = "Content-Length", .type = FieldType::Text, .base = Base::None},
    FieldInfo{.name = "sip.msg_body", .title = "Message Body", .type = FieldType::Label},
    FieldInfo{.name = "sip.header", .title = "Header", .type = FieldType::Text},
    FieldInfo{.name = "sip.headers_end", .title = "End of headers", .type = FieldType::Label},
};
enum Table : std::uint8_t { Media };
constexpr std::array<std::string_view, 1> tables = {"sip.body"};
constexpr std::uint32_t sdpBody = 0;
constexpr std::array<std::string_view, 3> heuristics = {"udp.port", "tcp.port", "sctp.port"};
const ProtocolInfo info = {.abbreviation = "sip",
                           .title = "Session Initiation Protocol",
                           .column = "SIP",
                           .fields = fields,
                           .tables = tables,
                           .heuristics = heuristics};

struct Header {
    std::string_view name;
    std::string_view compact; ///< RFC 3261 section 7.3.3
    Field field;
};
constexpr std::array headers = {
    Header{"Via", "v", Via},
    Header{"From", "f", From},
    Header{"To", "t", To},
    Header{"Call-ID", "i", CallId},
    Header{"CSeq", "", CSeq},
    Header{"Contact", "m", Contact},
    Header{"Expires", "", Expires},
    Header{"Max-Forwards", "", MaxForwards},
    Header{"User-Agent", "", UserAgent},
    Header{"Server", "", Server},
    Header{"Allow", "", Allow},
    Header{"Supported", "k", Supported},
    Header{"Require", "", Require},
    Header{"Authorization", "", Authorization},
    Header{"WWW-Authenticate", "", WwwAuthenticate},
    Header{"Proxy-Authenticate", "", ProxyAuthenticate},
    Header{"Proxy-Authorization", "", ProxyAuthorization},
    Header{"Route", "", Route},
    Header{"Record-Route", "", RecordRoute},
    Header{"Content-Type", "c", ContentType},
    Header{"Content-Length", "l", ContentLength},
};

constexpr std::string_view version = "SIP/2.0";

/// Facts from a message's headers, for the columns and for decoding its body.
struct Message {
    bool isRequest = false;
    std::uint32_t statusCode = 0;
    std::string_view method; ///< of the first line, or of CSeq
    unsigned contacts = 0;
    unsigned removed = 0; ///< contacts that expire at once
    bool removesAll = false;
    bool expiresAtOnce = false;
    bool hasSdp = false;
    std::string_view damage;
};

bool isRequestLine(std::string_view line) {
    const std::string_view method = readWord(line);
    const bool isToken = !method.empty() && std::ranges::all_of(method, [](char c) { return c > ' ' && c < 0x7f; });
    const std::string_view uri = readWord(line);
    return isToken && uri.find(':') != std::string_view::npos && line.starts_with(version);
}

bool isStatusLine(std::string_view line) {
    return readWord(line) == version && line.size() >= 3 &&
           std::ranges::all_of(line.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; });
}

void readFirstLine(const Line& line, Message& message, Dissection& d) {
    std::string_view rest = line.text;
    message.isRequest = !isStatusLine(line.text);
    d.addText(message.isRequest ? RequestLine : StatusLine, line.range(), line.text);
    const auto nest = d.nest();
    if (message.isRequest) {
        message.method = readWord(rest);
        const std::string_view uri = readWord(rest);
        d.addText(Method, line.rangeOf(message.method), message.method);
        d.addText(RequestUri, line.rangeOf(uri), uri);
        const PrintableText<512> shown(uri);
        d.info("Request: {} {}", PrintableText<64>(message.method).view(), shown.view());
        d.layerLabel("Session Initiation Protocol ({})", PrintableText<64>(message.method).view());
        return;
    }
    static_cast<void>(readWord(rest));
    message.statusCode = numberAt(rest);
    d.add(StatusCode, line.rangeOf(rest.substr(0, 3)), message.statusCode);
    d.info("Status: {}", PrintableText<256>(rest).view());
    d.layerLabel("Session Initiation Protocol ({})", message.statusCode);
}

/// Contact headers hold addresses, separated by commas outside of quotes and angle brackets.
void countContacts(std::string_view value, Message& message) {
    if (value == "*") {
        message.removesAll = true;
        return;
    }
    bool isQuoted = false;
    int brackets = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= value.size(); ++i) {
        const char c = i < value.size() ? value[i] : ',';
        if (c == '"')
            isQuoted = !isQuoted;
        brackets += c == '<' ? 1 : c == '>' ? -1 : 0;
        if (c != ',' || (i < value.size() && (isQuoted || brackets > 0)))
            continue;
        const std::string_view one = value.substr(start, i - start);
        start = i + 1;
        ++message.contacts;
        const std::size_t expires = one.find("expires=");
        if (expires != std::string_view::npos) {
            const std::string_view seconds = one.substr(expires + 8);
            if (seconds.starts_with('0') && numberAt(seconds) == 0)
                ++message.removed;
        }
    }
}

void readHeader(const Line& line, Message& message, Dissection& d) {
    const std::size_t colon = line.text.find(':');
    if (colon == std::string_view::npos) {
        const bool goesOnAbove = line.text.starts_with(' ') || line.text.starts_with('\t');
        if (!goesOnAbove)
            message.damage = "a header has no colon";
        return;
    }
    const std::string_view name = trimmed(line.text.substr(0, colon));
    const std::string_view value = trimmed(line.text.substr(colon + 1));
    const auto known = std::ranges::find_if(headers, [name](const Header& header) {
        return equalsIgnoringCase(name, header.name) ||
               (!header.compact.empty() && equalsIgnoringCase(name, header.compact));
    });
    if (known == headers.end()) {
        d.addText(OtherHeader, line.range(), line.text);
        return;
    }
    d.addText(known->field, line.range(), value);
    switch (known->field) {
    case CSeq: {
        std::string_view rest = value;
        static_cast<void>(readWord(rest));
        const std::string_view method = trimmed(rest);
        const auto nest = d.nest();
        d.addText(CSeqMethod, line.rangeOf(method), method);
        if (!message.isRequest)
            message.method = method;
        break;
    }
    case Contact:
        countContacts(value, message);
        break;
    case Expires:
        message.expiresAtOnce = value == "0";
        break;
    case ContentType:
        message.hasSdp = equalsIgnoringCase(trimmed(value.substr(0, value.find(';'))), "application/sdp");
        break;
    default:
        break;
    }
}

void summarise(const Message& message, Dissection& d) {
    constexpr std::uint32_t ok = 200;
    if (message.statusCode == ok)
        d.infoAppend(" ({})", PrintableText<64>(message.method).view());
    if (message.method == "REGISTER" && (message.isRequest || message.statusCode == ok)) {
        const unsigned removed = message.expiresAtOnce ? message.contacts : message.removed;
        if (message.removesAll)
            d.infoAppend("  (remove all bindings)");
        else if (message.contacts == 0)
            d.infoAppend("  (fetch bindings)");
        else if (removed != 0)
            d.infoAppend("  (remove {} binding{})", removed, removed == 1 ? "" : "s");
        else
            d.infoAppend("  ({} binding{})", message.contacts, message.contacts == 1 ? "" : "s");
    }
    d.infoAppend(" | ");
}

/// RFC 3261 section 7: each header has a colon, and an empty line ends the headers, whether a body follows or not. If
/// the frame is truncated, or a stream continues, the empty line may be missing.
void judge(const Message& message, bool isEnded, Dissection& d) {
    const bool isAllHere = d.carrier().isWhole && !d.carrier().isFragment && !d.carrier().isStream;
    if (!isAllHere && !isEnded)
        return;
    if (!message.damage.empty())
        d.malformed(message.damage);
    else if (!isEnded)
        d.malformed("no empty line ends its headers");
}

} // namespace

const ProtocolInfo& SipDecoder::protocol() const noexcept {
    return info;
}

bool SipDecoder::recognises(Bytes bytes, const Dissection&) const {
    ByteReader reader(bytes);
    if (reader.peek() <= ' ' || reader.peek() >= 0x7f)
        return false;
    const std::string_view line = readLine(reader).text;
    return isStatusLine(line) || isRequestLine(line);
}

void SipDecoder::decode(ByteReader& bytes, Dissection& d) const {
    Message message;
    readFirstLine(readLine(bytes), message, d);
    d.add(Headers, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())}, 0);
    d.label("Message Header");
    bool isEnded = false;
    {
        const auto nest = d.nest();
        while (!bytes.atEnd() && !isEnded) {
            const Line line = readLine(bytes);
            isEnded = line.text.empty();
            if (isEnded)
                d.add(HeadersEnd, line.range(), 0);
            else
                readHeader(line, message, d);
        }
    }
    summarise(message, d);
    judge(message, isEnded, d);
    if (bytes.atEnd())
        return;
    if (message.hasSdp)
        d.columnProtocol("SIP/SDP");
    d.add(Body, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())}, 0);
    d.label("Message Body");
    if (message.hasSdp)
        d.next(Media, sdpBody, bytes);
    else
        d.nextAsData(bytes);
}

} // namespace tapscope::sip
