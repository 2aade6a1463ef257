#include "http_decoders.h"
#include "http_message.h"

#include <base/ascii_case.h>
#include <decode/open_requests.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tapscope::http {
namespace {

using namespace http;

constexpr std::array hooks = {Hook{"tcp.port", 80},   Hook{"tcp.port", 631},  Hook{"tcp.port", 1900},
                              Hook{"tcp.port", 2710}, Hook{"tcp.port", 2869}, Hook{"tcp.port", 3128},
                              Hook{"tcp.port", 3132}, Hook{"tcp.port", 3689}, Hook{"tcp.port", 5985},
                              Hook{"tcp.port", 8080}, Hook{"tcp.port", 8088}, Hook{"tcp.port", 11371}};
enum Table : std::uint8_t { ByPort, Bodies };
constexpr std::array<std::string_view, 2> tables = {"tcp.port", "http.body"};
constexpr std::array<std::string_view, 1> steps = {"ntlmssp"};
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {.abbreviation = "http",
                           .title = "Hypertext Transfer Protocol",
                           .column = "HTTP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .heuristics = heuristics,
                           .steps = steps,
                           .learns = true};

/// The mode of the conversation before a frame.
struct Mode {
    enum Kind : std::uint16_t { Messages, Tunnel, WebSocket } kind = Messages;
    std::uint16_t port = 0; ///< the remote end of a Tunnel
};

constexpr std::uint8_t requestSlot = 1;

struct HttpState final : ConversationState {
    Mode mode;
    OpenRequests requests; ///< numbered in order of arrival
    std::uint32_t requestCount = 0;
    std::uint16_t connectPort = 0; ///< port that the last request asked for; 0 = it was not a CONNECT
    bool isHeadRequested = false;  ///< set by the last request: the response has no body, whatever its headers say

    [[nodiscard]] std::size_t owned() const noexcept override { return requests.owned(); }
};

std::uint16_t portOf(std::string_view authority) noexcept {
    std::uint16_t port = 0;
    if (const std::size_t colon = authority.rfind(':'); colon != std::string_view::npos)
        std::from_chars(authority.data() + colon + 1, authority.data() + authority.size(), port);
    return port;
}

void learn(const Message& message, Dissection& d) {
    auto& state = d.conversation<HttpState>();
    if (message.kind == Message::Kind::Request) {
        state.requests.add(++state.requestCount, SeenRequest::in(d));
        state.isHeadRequested = message.method == "HEAD";
        state.connectPort = message.method == "CONNECT" ? portOf(message.uri) : std::uint16_t{0};
    }
    if (message.kind != Message::Kind::Response)
        return;
    const bool isFinal = message.status / 100 != 1 || message.status == 101;
    if (const auto request = isFinal ? state.requests.takeFirst() : std::nullopt)
        d.remember(*request, requestSlot);
    if (message.status == 200 && state.connectPort != 0)
        state.mode = {Mode::Tunnel, state.connectPort};
    else if (message.status == 101 && (message.upgrade == "websocket" || message.upgrade == "WebSocket"))
        state.mode = {Mode::WebSocket, 0};
}

/// The request that a response answers. If a frame has several responses, that of the last one.
void addRequest(Dissection& d) {
    if (const auto request = d.recall<SeenRequest>(requestSlot)) {
        d.add(RequestIn, {}, request->frame);
        d.label("[Request in frame: {}]", request->frame);
        d.add(RequestTime, {}, static_cast<std::uint64_t>(request->timeTo(d)));
        d.label("[Time since request: {:.9f} seconds]", static_cast<double>(request->timeTo(d)) / 1e9);
    }
}

Mode modeOf(Dissection& d) {
    if (!d.isLearning())
        return d.recall<Mode>().value_or(Mode{});
    const Mode mode = d.conversation<HttpState>().mode;
    if (mode.kind != Mode::Messages)
        d.remember(mode);
    return mode;
}

/// A media type, and the protocol that decodes it.
struct MediaType {
    std::string_view prefix;
    BodyKey body;
};
constexpr std::array mediaTypes = {
    MediaType{"text/xml", XmlBody},
    MediaType{"application/xml", XmlBody},
    MediaType{"application/soap+xml", XmlBody},
    MediaType{"application/json", JsonBody},
    MediaType{"text/", TextBody},
    MediaType{"application/javascript", TextBody},
    MediaType{"application/x-javascript", TextBody},
    MediaType{"application/x-www-form-urlencoded", FormBody},
    MediaType{"multipart/", MultipartBody},
    MediaType{"application/ocsp-request", OcspBody},
    MediaType{"application/ocsp-response", OcspBody},
};

std::uint32_t bodyKeyOf(std::string_view type) noexcept {
    const auto found = std::ranges::find_if(
        mediaTypes, [&](const MediaType& each) { return startsWithIgnoringCase(type, each.prefix); });
    return found == mediaTypes.end() ? MediaBody : found->body;
}

/// Joins the contents of the chunks (RFC 9112 section 7.1), as far as they are present, into a field whose range is
/// that of all chunks.
ByteReader joinedChunks(ByteReader bytes, Dissection& d) {
    const std::size_t offset = bytes.offset();
    const std::span<std::byte> room = d.derive(bytes.remaining());
    std::size_t size = 0;
    while (!bytes.atEnd()) {
        const std::string_view line = peekLine(bytes);
        std::size_t length = 0;
        const auto read = std::from_chars(line.data(), line.data() + line.size(), length, 16);
        if (read.ec != std::errc{})
            break;
        d.add(Chunk, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(line.size())}, length);
        bytes.skip(line.size());
        const Bytes chunk = bytes.take(std::min(length, bytes.remaining()));
        std::ranges::copy(chunk, room.begin() + static_cast<std::ptrdiff_t>(size));
        size += chunk.size();
        bytes.skip(withoutLineEnd(peekLine(bytes)).empty() ? peekLine(bytes).size() : 0);
        if (length == 0)
            break;
    }
    const Bytes joined = room.first(size);
    if (!joined.empty()) {
        d.addText(FileData, {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes.offset() - offset)},
                  {reinterpret_cast<const char*>(joined.data()), joined.size()});
        d.label("File Data: {} bytes", size);
    }
    return ByteReader(joined, offset);
}

void decodeBody(ByteReader body, const Message& message, Dissection& d) {
    if (message.isChunked) {
        body = joinedChunks(body, d);
    } else if (!body.atEnd()) {
        d.addBytes(FileData, {static_cast<std::uint32_t>(body.offset()), static_cast<std::uint32_t>(body.remaining())});
        d.label("File Data: {} bytes", body.remaining());
    }
    if (body.atEnd())
        return;
    if (message.contentType.empty() || message.contentType == "application/octet-stream") {
        d.nextAsData(body);
        return;
    }
    const std::uint32_t key = bodyKeyOf(message.contentType);
    if (key == TextBody || key == FormBody || key == MediaBody)
        d.infoAppend(" ({})", message.contentType);
    d.next(Bodies, key, body);
}

void decodeMessages(ByteReader& bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        const Message message = decodeMessage(bytes, d);
        if (d.isLearning() && message.kind != Message::Kind::Other) {
            learn(message, d);
            d.assignConversation("http");
        }
        if (!message.hasHeaders) {
            d.nextAsData(bytes);
            return;
        }
        if (!message.isComplete)
            return;
        ByteReader body = bytes.part(bodyLength(message, bytes));
        decodeBody(body, message, d);
        if (!bytes.atEnd())
            d.infoFence(); // another message follows
    }
}

} // namespace

const ProtocolInfo& HttpDecoder::protocol() const noexcept {
    return info;
}

bool HttpDecoder::accepts(Bytes bytes, Claim claim) const {
    if (claim == Claim::ByConversation)
        return true;
    const std::string_view line = withoutLineEnd(peekLine(ByteReader(bytes)));
    return kindOf(line) != Message::Kind::Other;
}

bool HttpDecoder::recognises(Bytes bytes, const Dissection& d) const {
    static_cast<void>(d);
    constexpr std::string_view mark = "HTTP/1.";
    const std::string_view line = withoutLineEnd(peekLine(ByteReader(bytes)));
    if (line.starts_with(mark))
        return line.size() > mark.size() + 1;
    const std::size_t version = line.rfind(' ') + 1; // of a request line; method and target precede it
    const std::size_t target = line.find(' ') + 1;
    return target > 1 && version > target + 1 && line.size() == version + mark.size() + 1 &&
           line.substr(version).starts_with(mark) &&
           std::ranges::all_of(line.substr(0, target - 1), [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

StreamMessage HttpDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    const auto& state = d.conversation<HttpState>();
    return state.mode.kind == Mode::Messages ? http::messageIn(bytes, state.isHeadRequested || state.connectPort != 0)
                                             : StreamMessage{};
}

void HttpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Mode mode = modeOf(d);
    if (mode.kind == Mode::Tunnel) {
        const bool isHttp = std::ranges::find(hooks, mode.port, &Hook::key) != hooks.end();
        if (isHttp)
            d.nextAsData(bytes);
        else
            d.next(ByPort, mode.port, bytes);
        return;
    }
    if (mode.kind == Mode::WebSocket) {
        d.next(Bodies, WebSocketBody, bytes);
        return;
    }
    decodeMessages(bytes, d);
    addRequest(d);
}

} // namespace tapscope::http
