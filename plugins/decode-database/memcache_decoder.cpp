#include "database_decoders.h"
#include "memcache_fields.h"

#include <base/printable_text.h>
#include <decode/message_fields.h>
#include <decode/text_line.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tapscope::memcache {
namespace {

using namespace memcache;

constexpr std::uint32_t port = 11211;
constexpr std::array hooks = {Hook{"tcp.port", port}, Hook{"udp.port", port}};
const ProtocolInfo info = {.abbreviation = "memcache",
                           .title = "Memcache Protocol",
                           .column = "MEMCACHE",
                           .fields = fieldTable(),
                           .hooks = hooks};

constexpr std::size_t lineEnd = 2;

/// The words of a line, with their positions.
class Words {
public:
    Words(std::string_view line, std::size_t offset) noexcept
        : rest_(line), offset_(static_cast<std::uint32_t>(offset)) {}

    struct Word {
        std::string_view text;
        ByteRange range;

        [[nodiscard]] std::uint64_t number() const noexcept {
            std::uint64_t number = 0;
            std::from_chars(text.data(), text.data() + text.size(), number);
            return number;
        }
    };
    /// Empty after the last one.
    [[nodiscard]] Word next() noexcept {
        const std::size_t start = std::min(rest_.find_first_not_of(' '), rest_.size());
        const std::size_t end = std::min(rest_.find(' ', start), rest_.size());
        return take(start, end);
    }
    [[nodiscard]] Word others() noexcept {
        return take(std::min(rest_.find_first_not_of(' '), rest_.size()), rest_.size());
    }

private:
    [[nodiscard]] Word take(std::size_t start, std::size_t end) noexcept {
        const Word word{rest_.substr(start, end - start),
                        {offset_ + static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end - start)}};
        rest_.remove_prefix(end);
        offset_ += static_cast<std::uint32_t>(end);
        return word;
    }

    std::string_view rest_;
    std::uint32_t offset_;
};

bool isStorage(std::string_view command) noexcept {
    constexpr std::array<std::string_view, 6> names = {"set", "add", "replace", "append", "prepend", "cas"};
    return std::ranges::find(names, command) != names.end();
}

/// How many bytes of data follow a line, including their line end; 0 = none.
std::size_t dataBehind(std::string_view line) noexcept {
    Words words(line, 0);
    const std::string_view command = words.next().text;
    if (!isStorage(command) && command != "VALUE")
        return 0;
    static_cast<void>(words.next());
    static_cast<void>(words.next());
    if (command != "VALUE")
        static_cast<void>(words.next());
    const std::uint64_t length = words.next().number();
    constexpr std::uint64_t most = std::uint64_t{1} << 30; // the server's own limit
    return static_cast<std::size_t>(std::min(length, most)) + lineEnd;
}

void addText(Dissection& d, Dissection::Field field, const Words::Word& word) {
    if (!word.text.empty())
        d.addText(field, word.range, word.text);
}
void addNumber(Dissection& d, Dissection::Field field, const Words::Word& word) {
    if (!word.text.empty())
        d.add(field, word.range, word.number());
}

void addKeys(Words& words, Dissection& d) {
    for (auto word = words.next(); !word.text.empty(); word = words.next())
        addText(d, Key, word);
}

/// Adds the parameters in front of data: of a command that stores it, or of a response.
void addItem(Words& words, Dissection& d, bool isResponse) {
    addText(d, Key, words.next());
    addNumber(d, Flags, words.next());
    if (!isResponse)
        addNumber(d, Expiration, words.next());
    addNumber(d, ValueLength, words.next());
    const auto last = words.next();
    if (last.text == "noreply")
        addText(d, NoReply, last);
    else
        addNumber(d, Cas, last);
}

void decodeLine(std::string_view line, std::size_t offset, Dissection& d, bool isRequest) {
    Words words(line, offset);
    const auto first = words.next();
    if (first.text == "VALUE") {
        addItem(words, d, true);
        return;
    }
    if (first.text == "VERSION") {
        addText(d, Version, words.others());
        return;
    }
    if (!isRequest && first.text != "STAT") {
        addText(d, Response, Words(line, offset).others());
        return;
    }
    addText(d, Command, first);
    if (isStorage(first.text)) {
        addItem(words, d, false);
    } else if (first.text == "get" || first.text == "gets") {
        addKeys(words, d);
    } else if (first.text == "STAT") {
        addText(d, StatName, words.next());
        addText(d, StatValue, words.others());
    } else if (first.text == "stats") {
        addText(d, Subcommand, words.others());
    } else if (first.text == "incr" || first.text == "decr") {
        addText(d, Key, words.next());
        addText(d, Value, words.next());
        addText(d, NoReply, words.next());
    } else if (first.text == "delete" || first.text == "touch") {
        addText(d, Key, words.next());
        addNumber(d, Expiration, words.next());
    }
}

void decodeText(ByteReader& bytes, Dissection& d, bool isRequest) {
    constexpr std::size_t longestInfo = 256;
    const std::string_view whole = peekLine(bytes);
    const std::string_view line = withoutLineEnd(whole);
    d.infoItem("{}", PrintableText<longestInfo>(line.substr(0, longestInfo / 4)).view());
    decodeLine(line, bytes.offset(), d, isRequest);
    bytes.skip(whole.size());
    const std::size_t data = dataBehind(line);
    if (data == 0)
        return;
    d.text(bytes, Value, std::min(data - lineEnd, bytes.remaining()));
    bytes.skip(lineEnd);
}

} // namespace

const ProtocolInfo& MemcacheDecoder::protocol() const noexcept {
    return info;
}

StreamMessage MemcacheDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (isBinary(bytes))
        return StreamMessage::counted(bytes, 8, 4, binaryHeader);
    if (!d.reassembles()) // values that continue in a segment are read here, too
        return {};
    const std::string_view line = peekLine(ByteReader(bytes));
    constexpr std::size_t longestLine = std::size_t{8} << 10;
    if (!line.ends_with('\n'))
        return line.size() <= longestLine ? StreamMessage::later() : StreamMessage{};
    return StreamMessage::of(line.size() + dataBehind(withoutLineEnd(line)));
}

void MemcacheDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t datagramHeader = 8; // the request's number, the datagram's number, the number of datagrams, 0
    d.info("");
    if (!d.carrier().isStream && !isBinary(bytes.rest()) && bytes.peek(6) == 0 && bytes.peek(7) == 0)
        bytes.skip(datagramHeader);
    while (!bytes.atEnd()) {
        if (isBinary(bytes.rest()))
            decodeBinary(bytes, d);
        else
            decodeText(bytes, d, isToServer(d, port));
    }
}

} // namespace tapscope::memcache
