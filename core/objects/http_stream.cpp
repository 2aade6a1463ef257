#include <base/ascii_case.h>

#include <objects/content_coding.h>
#include <objects/http_stream.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>
#include <string_view>

namespace tapscope {
namespace {

using Sender = StreamPiece::Sender;

constexpr std::size_t mostDecoded = StreamFollower::maximumBytes; ///< bytes of the bodies of a side

std::string_view textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

bool isStatusLine(std::string_view line) {
    return line.starts_with("HTTP/1.");
}

bool isRequestLine(std::string_view line) {
    const auto version = line.rfind(" HTTP/1.");
    const auto method = line.find(' ');
    return method != 0 && version != std::string_view::npos && method < version &&
           std::ranges::all_of(line.substr(0, method), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The head of a message: its first line and its fields.
struct Head {
    std::string_view line, length, transfer, coding;
    std::size_t size = 0; ///< with the empty line behind it

    [[nodiscard]] std::optional<std::size_t> contentLength() const {
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), value);
        return length.empty() || error != std::errc{} || end != length.data() + length.size() ? std::nullopt
                                                                                              : std::optional(value);
    }
    [[nodiscard]] bool isChunked() const { return containsIgnoringCase(transfer, "chunked"); }
};

std::optional<Head> headOf(std::string_view text) {
    constexpr std::size_t longest = std::size_t{256} << 10; // bytes
    const auto end = text.substr(0, longest).find("\r\n\r\n");
    if (end == std::string_view::npos)
        return std::nullopt;
    Head head{.size = end + 4};
    std::string_view fields = text.substr(0, end);
    for (bool isFirst = true; !fields.empty(); isFirst = false) {
        const auto next = fields.find("\r\n");
        const std::string_view line = fields.substr(0, next);
        fields = next == std::string_view::npos ? std::string_view() : fields.substr(next + 2);
        const auto colon = line.find(':');
        if (isFirst) {
            head.line = line;
            continue;
        }
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = colon == std::string_view::npos ? "" : trimmed(line.substr(colon + 1));
        if (equalsIgnoringCase(name, "content-length"))
            head.length = value;
        else if (equalsIgnoringCase(name, "transfer-encoding"))
            head.transfer = value;
        else if (equalsIgnoringCase(name, "content-encoding"))
            head.coding = value;
    }
    return isStatusLine(head.line) || isRequestLine(head.line) ? std::optional(head) : std::nullopt;
}

struct Body {
    std::vector<std::byte> bytes;
    std::size_t sent = 0; ///< how many bytes it took
};

/// Joins chunks (RFC 9112 section 7.1) up to the last one, or to the end of what was captured.
Body joinedChunks(Bytes sent) {
    Body body;
    while (body.sent < sent.size()) {
        const std::string_view rest = textOf(sent.subspan(body.sent));
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size, 16);
        const auto lineEnd = rest.find("\r\n");
        if (error != std::errc{} || lineEnd == std::string_view::npos)
            break;
        const std::size_t begin = lineEnd + 2;
        if (size == 0) {
            const auto trailer = rest.substr(begin).starts_with("\r\n") ? begin : rest.find("\r\n\r\n");
            body.sent =
                trailer == std::string_view::npos ? sent.size() : body.sent + trailer + (trailer == begin ? 2 : 4);
            return body;
        }
        const std::size_t there = std::min(size, rest.size() - begin);
        const Bytes chunk = sent.subspan(body.sent + begin, there);
        body.bytes.insert(body.bytes.end(), chunk.begin(), chunk.end());
        const bool isWhole = there == size;
        body.sent = std::min(sent.size(), body.sent + begin + there + (isWhole ? 2 : 0));
        if (!isWhole)
            break;
    }
    return body;
}

/// What one side sent, as runs without gaps.
struct Run {
    std::vector<StreamPiece> pieces;
    std::vector<std::byte> bytes;
};

std::vector<Run> runsOf(const FollowedStream& stream, Sender sender) {
    std::vector<Run> runs;
    for (const StreamPiece& piece : stream.pieces) {
        if (piece.sender != sender)
            continue;
        if (runs.empty() || piece.missing != 0)
            runs.emplace_back();
        Run& run = runs.back();
        const Bytes bytes = Bytes(stream.bytes).subspan(piece.offset, piece.size);
        run.pieces.push_back(piece);
        run.pieces.back().offset = run.bytes.size();
        run.bytes.insert(run.bytes.end(), bytes.begin(), bytes.end());
    }
    return runs;
}

struct Message {
    StreamPiece piece;
    std::vector<std::byte> bytes;
};

/// Decodes the messages of one side. Requests leave their methods for the answers.
class SideDecoder {
public:
    SideDecoder(Sender sender, std::deque<std::string>& methods) : sender_(sender), methods_(methods) {}

    void take(const Run& run) {
        std::size_t at = 0;
        while (at < run.bytes.size()) {
            const Bytes rest = Bytes(run.bytes).subspan(at);
            const auto head = headOf(textOf(rest));
            if (!head)
                break;
            const Body body = bodyOf(*head, rest.subspan(head->size));
            auto& message = begin(run, at);
            message.bytes.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(head->size));
            message.bytes.insert(message.bytes.end(), body.bytes.begin(), body.bytes.end());
            at += head->size + body.sent;
        }
        if (at < run.bytes.size())
            begin(run, at).bytes.assign(run.bytes.begin() + static_cast<std::ptrdiff_t>(at), run.bytes.end());
    }
    [[nodiscard]] std::vector<Message>& messages() noexcept { return messages_; }

private:
    Message& begin(const Run& run, std::size_t at) {
        const auto behind = std::ranges::upper_bound(run.pieces, at, {}, &StreamPiece::offset);
        const StreamPiece& piece = *(behind - 1);
        messages_.push_back(
            {.piece = {.sender = sender_, .frame = piece.frame, .missing = at == 0 ? piece.missing : 0}, .bytes = {}});
        return messages_.back();
    }
    /// RFC 9112 section 6.3.
    Body bodyOf(const Head& head, Bytes rest) {
        const bool isAnswer = isStatusLine(head.line);
        if (!isAnswer)
            methods_.emplace_back(head.line.substr(0, head.line.find(' ')));
        else if (isWithoutBody(head))
            return {};
        Body body;
        if (head.isChunked()) {
            body = joinedChunks(rest);
        } else {
            const auto length = head.contentLength();
            body.sent = std::min(rest.size(), length.value_or(isAnswer ? rest.size() : 0));
            body.bytes.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(body.sent));
        }
        const std::size_t room = mostDecoded - std::min(mostDecoded, decoded_);
        if (auto decoded = decodedContent(body.bytes, head.coding, room))
            body.bytes = std::move(*decoded);
        decoded_ += body.bytes.size();
        return body;
    }
    bool isWithoutBody(const Head& head) {
        const auto space = head.line.find(' ');
        const std::string_view status = space == std::string_view::npos ? "" : head.line.substr(space + 1, 3);
        if (status.starts_with('1'))
            return true; // the answer itself follows
        const std::string method = methods_.empty() ? std::string() : methods_.front();
        if (!methods_.empty())
            methods_.pop_front();
        return method == "HEAD" || status == "204" || status == "304";
    }

    Sender sender_;
    std::deque<std::string>& methods_;
    std::vector<Message> messages_;
    std::size_t decoded_ = 0;
};

} // namespace

bool isHttpStream(const FollowedStream& stream) {
    for (const Sender sender : {Sender::First, Sender::Second}) {
        const auto first = std::ranges::find(stream.pieces, sender, &StreamPiece::sender);
        if (first == stream.pieces.end())
            continue;
        const std::string_view text = textOf(Bytes(stream.bytes).subspan(first->offset, first->size));
        const std::string_view line = text.substr(0, text.find("\r\n"));
        if (isStatusLine(line) || isRequestLine(line))
            return true;
    }
    return false;
}

FollowedStream decodedHttp(const FollowedStream& stream) {
    std::deque<std::string> methods;
    SideDecoder first(Sender::First, methods), second(Sender::Second, methods);
    // The side that asks comes first, because the lengths of answers depend on the methods.
    const auto runsOfFirst = runsOf(stream, Sender::First), runsOfSecond = runsOf(stream, Sender::Second);
    const bool firstAsks = runsOfFirst.empty() || !isStatusLine(textOf(runsOfFirst.front().bytes));
    for (const Run& run : firstAsks ? runsOfFirst : runsOfSecond)
        (firstAsks ? first : second).take(run);
    for (const Run& run : firstAsks ? runsOfSecond : runsOfFirst)
        (firstAsks ? second : first).take(run);
    std::vector<Message> all = std::move(first.messages());
    std::ranges::move(second.messages(), std::back_inserter(all));
    std::ranges::stable_sort(all, {}, [](const Message& each) { return each.piece.frame; });
    FollowedStream decoded{.first = stream.first,
                           .second = stream.second,
                           .bytes = {},
                           .pieces = {},
                           .frames = stream.frames,
                           .isCut = stream.isCut};
    for (Message& each : all) {
        each.piece.offset = decoded.bytes.size();
        each.piece.size = each.bytes.size();
        decoded.bytes.insert(decoded.bytes.end(), each.bytes.begin(), each.bytes.end());
        decoded.pieces.push_back(each.piece);
    }
    return decoded;
}

} // namespace tapscope
