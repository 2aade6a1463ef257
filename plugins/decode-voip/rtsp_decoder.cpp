#include "text_lines.h"
#include "voip_decoders.h"

#include <base/printable_text.h>

#include <algorithm>
#include <array>

namespace tapscope::rtsp {
namespace {

using namespace voip;

enum Field : std::uint16_t {
    Request,
    Response,
    Method,
    Url,
    Status,
    Session,
    Transport,
    ContentType,
    ContentLength,
    Magic,
    Channel,
    Length,
    Data,
    Header,
    HeadersEnd,
};
constexpr std::array fields = {
    FieldInfo{.name = "rtsp.request", .title = "Request", .type = FieldType::Text},
    FieldInfo{.name = "rtsp.response", .title = "Response", .type = FieldType::Text},
    FieldInfo{.name = "rtsp.method", .title = "Method", .type = FieldType::Text},
    FieldInfo{.name = "rtsp.url", .title = "URL", .type = FieldType::Text},
    FieldInfo{.name = "rtsp.status", .title = "Status"},
    FieldInfo{.name = "rtsp.session", .title = "Session", .type = FieldType::Text},
    FieldInfo{.name = "rtsp.transport", .title = "Transport", .type = FieldType::Text},
    FieldInfo{.name = "rtsp.content-type", .title = "Content-type", .type = FieldType::Text},
    FieldInfo{.name = "rtsp.content-length", .title = "Content-length"},
    FieldInfo{.name = "rtsp.magic", .title = "Magic", .base = Base::Hex},
    FieldInfo{.name = "rtsp.channel", .title = "Channel", .base = Base::Hex},
    FieldInfo{.name = "rtsp.length", .title = "Length"},
    FieldInfo{.name = "rtsp.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "rtsp.header", .title = "Header", .type = FieldType::Text},
    FieldInfo{.name = "rtsp.headers_end", .title = "End of headers", .type = FieldType::Label},
};
enum Table : std::uint8_t { Bodies, Streams };
constexpr std::array<std::string_view, 2> tables = {"sip.body", "rtsp.interleaved"};
constexpr std::array hooks = {Hook{"tcp.port", 554}, Hook{"tcp.port", 8554}, Hook{"tcp.port", 7236}};
const ProtocolInfo info = {.abbreviation = "rtsp",
                           .title = "Real Time Streaming Protocol",
                           .column = "RTSP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

constexpr std::uint8_t interleaved = '$'; // RFC 2326 section 10.12
constexpr std::size_t interleavedHead = 4;
constexpr std::size_t longestLine = std::size_t{8} << 10;
constexpr std::size_t longestHeaders = std::size_t{64} << 10;
constexpr std::string_view version = "RTSP/1.", version2 = "RTSP/2.";

/// A header that has its own field.
struct Known {
    std::string_view name;
    Field field;
};
constexpr std::array known = {Known{"Session", Session}, Known{"Transport", Transport},
                              Known{"Content-Type", ContentType}, Known{"Content-Length", ContentLength}};

bool isResponse(std::string_view line) noexcept {
    return line.starts_with(version) || line.starts_with(version2);
}

/// "OPTIONS rtsp://host/ RTSP/1.0"
bool isRequest(std::string_view line) noexcept {
    const std::size_t last = line.rfind(' ');
    return last != std::string_view::npos && isResponse(line.substr(last + 1)) && line.find(' ') < last &&
           std::ranges::all_of(
               line.substr(0, line.find(' ')), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

/// Whether a method or a version may begin here, in a line whose end has not arrived yet.
bool beginsWord(std::string_view line) noexcept {
    return std::ranges::all_of(line.substr(0, std::min<std::size_t>(4, line.find(' '))),
                               [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

struct Head {
    std::size_t size = 0;       ///< including the empty line
    std::size_t bodyLength = 0; ///< as stated by its header
    ByteRange end;              ///< the empty line
    bool isWhole = false;
    bool hasSdp = false;
};

/// Calls `each(line, name, value)` for the headers up to the empty line.
template <typename Each>
Head walkHeaders(ByteReader& bytes, const Each& each) {
    Head head;
    const std::size_t start = bytes.position();
    while (!bytes.atEnd() && !head.isWhole) {
        const Line line = readLine(bytes);
        const std::size_t colon = line.text.find(':');
        if (line.text.empty()) {
            head.isWhole = true;
            head.end = line.range();
        } else if (colon != std::string_view::npos) {
            const std::string_view name = line.text.substr(0, colon), value = trimmed(line.text.substr(colon + 1));
            if (equalsIgnoringCase(name, "Content-Length"))
                head.bodyLength = numberAt(value);
            if (equalsIgnoringCase(name, "Content-Type"))
                head.hasSdp = equalsIgnoringCase(value.substr(0, value.find(';')), "application/sdp");
            each(line, name, value);
        }
    }
    head.size = bytes.position() - start;
    return head;
}

void addHeader(const Line& line, std::string_view name, std::string_view value, Dissection& d) {
    const auto found =
        std::ranges::find_if(known, [&](const Known& each) { return equalsIgnoringCase(name, each.name); });
    if (found == known.end())
        d.addText(Header, line.range(), line.text);
    else if (found->field == ContentLength)
        d.add(ContentLength, line.range(), numberAt(value));
    else
        d.addText(found->field, line.range(), value);
}

void decodeFirstLine(const Line& line, Dissection& d) {
    std::string_view rest = line.text;
    const auto shown = PrintableText<2048>(line.text.substr(0, 512));
    if (isResponse(line.text)) {
        d.infoItem("Reply: {}", shown.view());
        d.addText(Response, line.range(), line.text);
        const auto nest = d.nest();
        static_cast<void>(readWord(rest));
        const std::string_view status = readWord(rest);
        d.add(Status, line.rangeOf(status), numberAt(status));
        return;
    }
    d.infoItem("{}", shown.view());
    d.addText(Request, line.range(), line.text);
    const auto nest = d.nest();
    const std::string_view method = readWord(rest);
    const std::string_view url = readWord(rest);
    d.addText(Method, line.rangeOf(method), method);
    d.addText(Url, line.rangeOf(url), url);
}

void decodeMessage(ByteReader& bytes, Dissection& d) {
    decodeFirstLine(readLine(bytes), d);
    const Head head = walkHeaders(bytes, [&](const Line& line, std::string_view name, std::string_view value) {
        addHeader(line, name, value, d);
    });
    if (head.isWhole)
        d.add(HeadersEnd, head.end, 0);
    if (head.bodyLength == 0 || bytes.atEnd())
        return;
    const ByteReader body = bytes.part(head.bodyLength);
    if (head.hasSdp) {
        d.columnProtocol("RTSP/SDP");
        d.next(Bodies, 0, body);
    } else {
        d.nextAsData(body);
    }
}

void decodeInterleaved(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, Magic);
    const std::uint8_t channel = d.u8(bytes, Channel);
    const std::uint16_t length = d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    d.infoItem("Interleaved channel 0x{:02x}, {} bytes", channel, length);
    const ByteReader packet = bytes.part(length);
    d.addRest(Data, packet);
    if (packet.remaining() == length)
        d.next(Streams, channel & 1U, packet); // RFC 2326: the odd channel is RTCP's
}

} // namespace

const ProtocolInfo& RtspDecoder::protocol() const noexcept {
    return info;
}

StreamMessage RtspDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    if (ByteReader(bytes).peek() == interleaved)
        return StreamMessage::counted(bytes, 2, 2, interleavedHead);
    ByteReader reader(bytes);
    const std::string_view first = readLine(reader).text;
    if (reader.atEnd() && !textOf(bytes).ends_with('\n'))
        return first.size() < longestLine && beginsWord(first) ? StreamMessage::later() : StreamMessage{};
    if (!isResponse(first) && !isRequest(first))
        return {};
    const std::size_t size = reader.position();
    const Head head = walkHeaders(reader, [](const Line&, std::string_view, std::string_view) {});
    if (!head.isWhole)
        return bytes.size() < longestHeaders ? StreamMessage::later() : StreamMessage{};
    return StreamMessage::of(size + head.size + head.bodyLength);
}

void RtspDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        if (bytes.peek() == interleaved) {
            decodeInterleaved(bytes, d);
            continue;
        }
        ByteReader ahead = bytes;
        const std::string_view first = readLine(ahead).text;
        if (!isResponse(first) && !isRequest(first)) {
            d.infoItem("Continuation");
            d.nextAsData(bytes);
            return;
        }
        decodeMessage(bytes, d);
    }
}

} // namespace tapscope::rtsp
