#include <decode/printable_text.h>

#include <algorithm>

namespace tapscope {
namespace {

/// The UTF-8 character at the start of a text (RFC 3629 section 4), or the longest beginning of one, which stands for
/// one replacement character (Unicode chapter 3, "maximal subpart").
struct Character {
    std::size_t length = 1;
    bool isWhole = false;
};

Character characterAt(std::string_view text) noexcept {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = octet(0);
    const std::size_t length = first < 0x80                    ? 1U
                               : first >= 0xc2 && first < 0xe0 ? 2U
                               : first >= 0xe0 && first < 0xf0 ? 3U
                               : first >= 0xf0 && first < 0xf5 ? 4U
                                                               : 0U;
    // No overlong forms, no surrogates, nothing beyond U+10FFFF: the second byte tells.
    const unsigned lowest = first == 0xe0 ? 0xa0U : first == 0xf0 ? 0x90U : 0x80U;
    const unsigned highest = first == 0xed ? 0x9fU : first == 0xf4 ? 0x8fU : 0xbfU;
    Character character{.length = 1, .isWhole = length == 1};
    while (character.length < length && character.length < text.size()) {
        const unsigned next = octet(character.length);
        const bool isSecond = character.length == 1;
        if (next < (isSecond ? lowest : 0x80U) || next > (isSecond ? highest : 0xbfU))
            break;
        character.isWhole = ++character.length == length;
    }
    return character;
}

} // namespace

std::size_t writePrintable(std::span<char> out, std::string_view text) noexcept {
    constexpr std::string_view escaped = "\a\b\t\n\v\f\r"; // 7 to 13
    constexpr std::string_view escapes = "abtnvfr";
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    std::size_t size = 0;
    while (!text.empty()) {
        const auto special = std::ranges::find_if_not(text, [](char c) { return c >= 0x20 && c < 0x7f; });
        if (special != text.begin()) {
            const auto run = static_cast<std::size_t>(special - text.begin());
            const std::size_t taken = text.copy(out.data() + size, std::min(run, out.size() - size));
            size += taken;
            text.remove_prefix(taken);
            if (taken < run)
                break;
            continue;
        }
        const auto first = static_cast<unsigned char>(text.front());
        std::array<char, 4> made{};
        std::string_view piece;
        std::size_t taken = 1;
        if (const auto escape = escaped.find(text.front()); escape != std::string_view::npos) {
            made = {'\\', escapes[escape]};
            piece = {made.data(), 2};
        } else if (first < 0x20 || first == 0x7f) {
            made = {'\\', static_cast<char>('0' + (first >> 6)), static_cast<char>('0' + (first >> 3 & 7)),
                    static_cast<char>('0' + (first & 7))};
            piece = {made.data(), 4};
        } else {
            const Character character = characterAt(text);
            taken = character.length;
            piece = character.isWhole ? text.substr(0, taken) : replacement;
        }
        if (piece.size() > out.size() - size)
            break;
        std::ranges::copy(piece, out.begin() + static_cast<std::ptrdiff_t>(size));
        size += piece.size();
        text.remove_prefix(taken);
    }
    return size;
}

} // namespace tapscope
