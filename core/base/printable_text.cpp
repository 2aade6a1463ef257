#include <base/printable_text.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace tapscope {
namespace {

struct Range {
    char32_t first, last;
};

/// Characters that are escaped. Unicode 15: general categories Cc, Cf, Zl and Zp, default ignorable code points (no
/// width), noncharacters.
constexpr std::array hidden = {
    Range{0x0000, 0x001f},     // C0 controls
    Range{0x007f, 0x009f},     // delete, C1 controls
    Range{0x00ad, 0x00ad},     // soft hyphen
    Range{0x034f, 0x034f},     // combining grapheme joiner
    Range{0x0600, 0x0605},     // Arabic number signs
    Range{0x061c, 0x061c},     // Arabic letter mark
    Range{0x06dd, 0x06dd},     // Arabic end of ayah
    Range{0x070f, 0x070f},     // Syriac abbreviation mark
    Range{0x0890, 0x0891},     // Arabic pound and piastre marks
    Range{0x08e2, 0x08e2},     // Arabic disputed end of ayah
    Range{0x115f, 0x1160},     // Hangul fillers
    Range{0x17b4, 0x17b5},     // Khmer inherent vowels
    Range{0x180b, 0x180f},     // Mongolian variation selectors
    Range{0x200b, 0x200f},     // zero width space and joiners, direction marks
    Range{0x2028, 0x202e},     // line and paragraph separators, direction embeddings and overrides
    Range{0x2060, 0x206f},     // word joiner, invisible operators, direction isolates
    Range{0x3164, 0x3164},     // Hangul filler
    Range{0xfdd0, 0xfdef},     // noncharacters
    Range{0xfe00, 0xfe0f},     // variation selectors
    Range{0xfeff, 0xfeff},     // zero width no-break space, byte order mark
    Range{0xffa0, 0xffa0},     // halfwidth Hangul filler
    Range{0xfff0, 0xfffb},     // unassigned, interlinear annotations
    Range{0xfffe, 0xffff},     // noncharacters
    Range{0x110bd, 0x110bd},   // Kaithi number sign
    Range{0x110cd, 0x110cd},   // Kaithi number sign above
    Range{0x13430, 0x1343f},   // Egyptian hieroglyph format controls
    Range{0x1bca0, 0x1bca3},   // shorthand format controls
    Range{0x1d173, 0x1d17a},   // musical format controls
    Range{0xe0000, 0xe0fff},   // tags, variation selectors supplement
    Range{0xffffe, 0xfffff},   // noncharacters
    Range{0x10fffe, 0x10ffff}, // noncharacters
};

bool isHidden(char32_t code) noexcept {
    const auto* const after = std::ranges::upper_bound(hidden, code, {}, &Range::first);
    return after != hidden.begin() && code <= std::prev(after)->last;
}

/// The UTF-8 character at the start of a text (RFC 3629 section 4). What has the form of a character and is none (a
/// surrogate, an overlong form, five or six octets as in RFC 2279), or only the beginning of one, becomes one
/// replacement character, as in tshark.
struct Character {
    std::size_t length = 1;
    bool isWhole = false;
    char32_t code = 0;
};

Character characterAt(std::string_view text) noexcept {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    constexpr std::array<char32_t, 5> lowest = {0, 0, 0x80, 0x800, 0x10000}; // of characters of each length
    const unsigned first = octet(0);
    const auto ones = static_cast<std::size_t>(std::countl_one(static_cast<unsigned char>(first)));
    const std::size_t length = ones == 0 ? 1U : ones < 2 || ones > 6 ? 0U : ones; // 0: begins no character
    Character character{.length = 1, .isWhole = length == 1, .code = length < 2 ? first : first & (0x7fU >> length)};
    while (character.length < length && character.length < text.size()) {
        const unsigned next = octet(character.length);
        if ((next & 0xc0U) != 0x80)
            break;
        character.code = character.code << 6 | (next & 0x3fU);
        ++character.length;
    }
    const bool isSurrogate = character.code >= 0xd800 && character.code < 0xe000;
    if (length > 1 && length < lowest.size() && character.length == length)
        character.isWhole = character.code >= lowest[length] && character.code < 0x110000 && !isSurrogate;
    return character;
}

/// The printed form of one character: the character itself, or an escape that is made here.
class Piece {
public:
    void put(char c) noexcept { made_[size_++] = c; }
    void put(std::string_view text) noexcept { size_ += text.copy(made_.data() + size_, made_.size() - size_); }
    void putNumber(std::uint32_t number, unsigned bitsADigit, unsigned digits, std::string_view alphabet) noexcept {
        for (unsigned left = digits; left-- > 0;)
            put(alphabet[number >> (left * bitsADigit) & ((1U << bitsADigit) - 1)]);
    }
    [[nodiscard]] std::string_view view() const noexcept { return {made_.data(), size_}; }

private:
    std::array<char, 12> made_{};
    std::size_t size_ = 0;
};

constexpr std::string_view replacement = "\xef\xbf\xbd";

Piece terminalEscape(char32_t code) noexcept {
    constexpr std::u32string_view lettered = U"\a\b\t\n\v\f\r";
    constexpr std::string_view upperDigits = "0123456789ABCDEF";
    Piece piece;
    piece.put('\\');
    if (const auto letter = lettered.find(code); letter != std::u32string_view::npos) {
        piece.put("abtnvfr"[letter]);
    } else if (code < 0x80) {
        piece.putNumber(code, 3, 3, upperDigits);
    } else {
        piece.put(code < 0x10000 ? 'u' : 'U');
        piece.putNumber(code, 4, code < 0x10000 ? 4 : 8, upperDigits);
    }
    return piece;
}

Piece jsonEscape(char32_t code) noexcept {
    constexpr std::u32string_view lettered = U"\b\t\n\f\r\"\\";
    constexpr std::string_view digits = "0123456789abcdef";
    Piece piece;
    piece.put('\\');
    if (const auto letter = lettered.find(code); letter != std::u32string_view::npos) {
        piece.put("btnfr\"\\"[letter]);
        return piece;
    }
    piece.put('u');
    if (code < 0x10000) {
        piece.putNumber(code, 4, 4, digits);
        return piece;
    }
    piece.putNumber(0xd800 + ((code - 0x10000) >> 10), 4, 4, digits); // a surrogate pair
    piece.put("\\u");
    piece.putNumber(0xdc00 + ((code - 0x10000) & 0x3ff), 4, 4, digits);
    return piece;
}

enum class Cut : bool { Nowhere, Anywhere }; ///< where a piece may be cut

/// Passes `text` in pieces to `write(std::string_view, Cut) -> bool`, which returns whether to continue.
template <typename Escape, typename Special, typename Write>
void forEachPiece(std::string_view text, Escape escape, Special isSpecial, Write write) {
    while (!text.empty()) {
        const auto special =
            std::ranges::find_if_not(text, [&](char c) { return c >= 0x20 && c < 0x7f && !isSpecial(c); });
        if (special != text.begin()) {
            const auto run = static_cast<std::size_t>(special - text.begin());
            if (!write(text.substr(0, run), Cut::Anywhere))
                return;
            text.remove_prefix(run);
            continue;
        }
        const Character character = characterAt(text);
        const bool isEscaped = character.isWhole && (isHidden(character.code) || isSpecial(text.front()));
        const Piece escaped = isEscaped ? escape(character.code) : Piece();
        const std::string_view piece = isEscaped           ? escaped.view()
                                       : character.isWhole ? text.substr(0, character.length)
                                                           : replacement;
        if (!write(piece, Cut::Nowhere))
            return;
        text.remove_prefix(character.length);
    }
}

constexpr auto nothing = [](char) { return false; };

} // namespace

void appendPrintable(std::string& out, std::string_view text) {
    if (isPlainAscii(text)) {
        out += text;
        return;
    }
    forEachPiece(text, terminalEscape, nothing, [&](std::string_view piece, Cut) {
        out += piece;
        return true;
    });
}

std::string printable(std::string_view text) {
    std::string out;
    appendPrintable(out, text);
    return out;
}

void appendJsonString(std::string& out, std::string_view text) {
    out += '"';
    forEachPiece(
        text, jsonEscape, [](char c) { return c == '"' || c == '\\'; },
        [&](std::string_view piece, Cut) {
            out += piece;
            return true;
        });
    out += '"';
}

bool isPlainAscii(std::string_view text) noexcept {
    // Eight bytes at a time: the highest bit of a byte marks a hit. A borrow from a neighbouring hit does no harm.
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::uint64_t found = 0;
    for (; text.size() >= sizeof found; text.remove_prefix(sizeof found)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        const std::uint64_t deleted = word ^ (ones * 0x7f);
        found |= word | (word - ones * 0x20) | (deleted - ones);
    }
    return (found & (ones * 0x80)) == 0 && std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

std::size_t writePrintable(std::span<char> out, std::string_view text) noexcept {
    std::size_t size = 0;
    forEachPiece(text, terminalEscape, nothing, [&](std::string_view piece, Cut cut) {
        const std::size_t room = out.size() - size;
        if (piece.size() > room && cut == Cut::Nowhere)
            return false;
        const std::size_t taken = piece.copy(out.data() + size, room);
        size += taken;
        return taken == piece.size();
    });
    return size;
}

} // namespace tapscope
