#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tapscope {

/// How octets are read as text.
enum class ByteText : std::uint8_t { Ascii, Ebcdic };

namespace detail {

/// Code page 037 of EBCDIC, for what is printable in ASCII, too; 0 for all other octets.
constexpr std::array<char, 256> ebcdicCharacters() {
    struct Run {
        std::uint8_t first;
        std::string_view characters;
    };
    constexpr auto runs = std::to_array<Run>({
        {0x40, " "},
        {0x4b, ".<(+|&"},
        {0x5a, "!$*);"},
        {0x60, "-/"},
        {0x6b, ",%_>?"},
        {0x79, "`:#@'=\""},
        {0x81, "abcdefghi"},
        {0x91, "jklmnopqr"},
        {0xa1, "~stuvwxyz"},
        {0xb0, "^"},
        {0xba, "[]"},
        {0xc0, "{ABCDEFGHI"},
        {0xd0, "}JKLMNOPQR"},
        {0xe0, "\\"},
        {0xe2, "STUVWXYZ"},
        {0xf0, "0123456789"},
    });
    std::array<char, 256> table{};
    for (const Run& run : runs) {
        for (std::size_t i = 0; i < run.characters.size(); ++i)
            table[run.first + i] = run.characters[i];
    }
    return table;
}

} // namespace detail

/// The printable ASCII character that an octet stands for; 0 if it stands for none.
[[nodiscard]] constexpr char printableCharacter(std::uint8_t octet, ByteText text) noexcept {
    constexpr auto ebcdic = detail::ebcdicCharacters();
    if (text == ByteText::Ebcdic)
        return ebcdic[octet];
    return octet >= 0x20 && octet < 0x7f ? static_cast<char>(octet) : '\0';
}

} // namespace tapscope
