#include <file/hex_dump.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

namespace tapscope {
namespace {

constexpr const char* action = "read";
constexpr const char* object = "the hex dump";
constexpr std::size_t longestFrame = 262'144; // bytes: the maximum snap length

bool isHex(char each) {
    return (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f') || (each >= 'A' && each <= 'F');
}
bool isBlank(char each) {
    return each == ' ' || each == '\t';
}

/// One line: its offset, if it has one, and its bytes.
struct Line {
    std::optional<std::uint64_t> offset;
    std::vector<std::byte> bytes;
};

std::string_view nextWord(std::string_view& rest) {
    const auto begin = std::ranges::find_if_not(rest, isBlank);
    rest.remove_prefix(static_cast<std::size_t>(begin - rest.begin()));
    const auto end = std::ranges::find_if(rest, isBlank);
    const auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    rest.remove_prefix(word.size());
    return word;
}

/// Parses "0x0010:", "00000010" or "0010:". Two digits are a byte and not an offset.
std::optional<std::uint64_t> offsetIn(std::string_view word) {
    const bool hasColon = word.ends_with(':');
    if (hasColon)
        word.remove_suffix(1);
    if (word.starts_with("0x"))
        word.remove_prefix(2);
    std::uint64_t offset = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), offset, 16);
    constexpr std::size_t shortest = 3, longest = 16; // digits
    const bool isOffset =
        failed == std::errc{} && end == word.data() + word.size() && word.size() >= shortest && word.size() <= longest;
    return isOffset ? std::optional(offset) : std::nullopt;
}

/// Parses pairs of digits, with or without a colon or dash between them. Empty if the word is anything else.
std::vector<std::byte> bytesIn(std::string_view word) {
    std::vector<std::byte> bytes;
    while (word.size() >= 2 && isHex(word[0]) && isHex(word[1])) {
        std::uint8_t value = 0;
        std::from_chars(word.data(), word.data() + 2, value, 16);
        bytes.push_back(static_cast<std::byte>(value));
        word.remove_prefix(2);
        if (word.size() > 2 && (word.front() == ':' || word.front() == '-'))
            word.remove_prefix(1);
    }
    return word.empty() ? bytes : std::vector<std::byte>();
}

/// A frame that is not complete yet, and the offset of its last line.
struct Unfinished {
    std::vector<std::byte> bytes;
    std::size_t lastOffset = 0;
    bool hasOffsets = false;

    /// Whether a word without a colon can be the offset of the frame's next line. Text of the previous line may have
    /// looked like bytes.
    [[nodiscard]] bool mayGoOnAt(std::uint64_t offset) const {
        return hasOffsets ? offset > lastOffset && offset <= bytes.size() : offset == bytes.size();
    }
};

Line parsed(std::string_view text, const Unfinished& frame) {
    Line line;
    std::string_view rest = text;
    // Skips a log's prefix: the offset is the first word that is one and has the expected value.
    for (std::string_view look = text; !look.empty();) {
        const auto word = nextWord(look);
        const auto offset = offsetIn(word);
        if (offset && (word.ends_with(':') || word.starts_with("0x") || *offset == 0 || frame.mayGoOnAt(*offset))) {
            line.offset = offset;
            rest = look;
            break;
        }
        if (!bytesIn(word).empty() && !word.ends_with(':'))
            break; // the bytes have begun, so there is no offset
    }
    while (!rest.empty()) {
        const auto gap = static_cast<std::size_t>(std::ranges::find_if_not(rest, isBlank) - rest.begin());
        constexpr std::size_t half = 8; // bytes, followed by a wider gap in the output of hexdump -C and others
        if (gap > 1 && !line.bytes.empty() && line.bytes.size() != half)
            break; // the text beside the bytes begins
        const auto bytes = bytesIn(nextWord(rest));
        if (bytes.empty())
            break;
        line.bytes.insert(line.bytes.end(), bytes.begin(), bytes.end());
    }
    return line;
}

} // namespace

Result<HexFrames> framesOfHexDump(std::string_view text) {
    HexFrames frames;
    Unfinished frame;
    std::size_t number = 0;
    const auto end = [&] {
        if (!frame.bytes.empty())
            frames.push_back(std::move(frame.bytes));
        frame = {};
    };
    while (!text.empty()) {
        const auto length = std::min(text.find('\n'), text.size());
        std::string_view content = text.substr(0, length);
        text.remove_prefix(std::min(length + 1, text.size()));
        ++number;
        if (content.ends_with('\r'))
            content.remove_suffix(1);
        const Line line = parsed(content, frame);
        if (line.offset == 0U || (line.bytes.empty() && !line.offset && !frame.hasOffsets))
            end();
        if (line.offset && *line.offset != frame.bytes.size()) {
            if (!frame.mayGoOnAt(*line.offset))
                return failure(ErrorKind::Invalid, action, object,
                               "line " + std::to_string(number) + " does not follow the one before",
                               "Each line's offset is the number of bytes before it");
            frame.bytes.resize(*line.offset);
        }
        if (line.offset) {
            frame.hasOffsets = true;
            frame.lastOffset = *line.offset;
        }
        frame.bytes.insert(frame.bytes.end(), line.bytes.begin(), line.bytes.end());
        if (frame.bytes.size() > longestFrame)
            return failure(ErrorKind::OutOfRange, action, object,
                           "line " + std::to_string(number) + " makes a frame longer than 262,144 bytes");
    }
    end();
    if (frames.empty())
        return failure(ErrorKind::Invalid, action, object, "it contains no bytes in hex");
    return frames;
}

} // namespace tapscope
