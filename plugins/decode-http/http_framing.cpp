#include "http_message.h"

#include <base/ascii_case.h>

#include <algorithm>
#include <charconv>

namespace tapscope::http {
namespace {

constexpr std::size_t longestHead = 65'536;

/// The message length according to the headers.
struct Head {
    std::size_t size = 0; ///< size with the blank line; 0 = the blank line has not been seen yet
    std::optional<std::uint64_t> contentLength;
    bool isChunked = false;
    bool keepsOpen = false;
};

void readHeader(std::string_view line, Head& head) noexcept {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = line.substr(std::min(line.find_first_not_of(" \t", colon + 1), line.size()));
    if (equalsIgnoringCase(name, "content-length")) {
        std::uint64_t length = 0;
        if (std::from_chars(value.data(), value.data() + value.size(), length).ec == std::errc{})
            head.contentLength = length;
    } else if (equalsIgnoringCase(name, "transfer-encoding")) {
        head.isChunked = equalsIgnoringCase(value.substr(0, 7), "chunked");
    } else if (equalsIgnoringCase(name, "connection")) {
        head.keepsOpen = equalsIgnoringCase(value, "keep-alive");
    }
}

Head readHead(ByteReader bytes) noexcept {
    Head head;
    while (!bytes.atEnd()) {
        const std::string_view line = peekLine(bytes);
        const std::string_view text = withoutLineEnd(line);
        bytes.skip(line.size());
        if (text.empty() && line.ends_with('\n')) {
            head.size = bytes.position();
            return head;
        }
        readHeader(text, head);
    }
    return head;
}

/// Where chunks end (RFC 9112 section 7.1); they begin at `from`.
StreamMessage chunksIn(Bytes bytes, std::size_t from) noexcept {
    ByteReader reader(bytes);
    reader.skip(from);
    while (true) {
        const std::string_view line = peekLine(reader);
        if (!line.ends_with('\n'))
            return StreamMessage::later();
        std::uint64_t size = 0;
        if (std::from_chars(line.data(), line.data() + line.size(), size, 16).ec != std::errc{})
            return StreamMessage::of(reader.position()); // not a chunk: the bytes are shown as they are
        reader.skip(line.size());
        if (size == 0)
            break;
        if (size > reader.remaining() || reader.remaining() - size < 2)
            return StreamMessage::later();
        reader.skip(static_cast<std::size_t>(size) + 2);
    }
    while (true) { // trailers, and the blank line
        const std::string_view line = peekLine(reader);
        if (!line.ends_with('\n'))
            return StreamMessage::later();
        reader.skip(line.size());
        if (withoutLineEnd(line).empty())
            return StreamMessage::of(reader.position());
    }
}

bool hasBody(Message::Kind kind, std::string_view line, bool isHeadRequested) noexcept {
    if (kind != Message::Kind::Response)
        return true;
    const std::size_t space = line.find(' ');
    const std::string_view code = space == std::string_view::npos ? std::string_view() : line.substr(space + 1, 3);
    return !isHeadRequested && !code.starts_with('1') && code != "204" && code != "304";
}

} // namespace

StreamMessage messageIn(Bytes bytes, bool isHeadRequested) noexcept {
    const std::string_view line = withoutLineEnd(peekLine(ByteReader(bytes)));
    const Message::Kind kind = kindOf(line);
    if (kind == Message::Kind::Other)
        return {};
    const Head head = readHead(ByteReader(bytes));
    if (head.size == 0)
        return bytes.size() < longestHead ? StreamMessage::later() : StreamMessage{};
    if (!hasBody(kind, line, isHeadRequested))
        return StreamMessage::of(head.size);
    if (head.isChunked)
        return chunksIn(bytes, head.size);
    if (head.contentLength)
        return StreamMessage::of(head.size + std::min<std::uint64_t>(*head.contentLength, UINT32_MAX));
    return kind == Message::Kind::Request || head.keepsOpen ? StreamMessage::of(head.size) : StreamMessage::ofTheFlow();
}

} // namespace tapscope::http
