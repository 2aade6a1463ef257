#include <decode/printable_text.h>

#include <algorithm>

namespace tapscope {
namespace {

/// The length of the UTF-8 character at the start of `text`, 0 when there is none (RFC 3629 section 4).
std::size_t characterLength(std::string_view text) noexcept {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = octet(0);
    const std::size_t length = first < 0x80                    ? 1U
                               : first >= 0xc2 && first < 0xe0 ? 2U
                               : first >= 0xe0 && first < 0xf0 ? 3U
                               : first >= 0xf0 && first < 0xf5 ? 4U
                                                               : 0U;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xc0U) != 0x80)
            return 0;
    }
    const bool overlong = (first == 0xe0 && octet(1) < 0xa0) || (first == 0xf0 && octet(1) < 0x90);
    const bool surrogate = first == 0xed && octet(1) >= 0xa0;
    const bool beyond = first == 0xf4 && octet(1) >= 0x90;
    return overlong || surrogate || beyond ? 0 : length;
}

} // namespace

std::size_t writePrintable(std::span<char> out, std::string_view text) noexcept {
    constexpr std::string_view escaped = "\a\b\t\n\v\f\r"; // 7 to 13
    constexpr std::string_view escapes = "abtnvfr";
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    std::size_t size = 0;
    while (!text.empty()) {
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
        } else if (const std::size_t length = characterLength(text); length != 0) {
            taken = length;
            piece = text.substr(0, length);
        } else {
            piece = replacement;
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
