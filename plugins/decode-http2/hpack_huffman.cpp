#include "hpack.h"

#include <algorithm>
#include <array>

namespace tapscope::hpack {
namespace {

constexpr std::size_t symbolCount = 257, endOfString = 256;
constexpr unsigned longestCode = 30;
/// Bits of each octet's code (RFC 7541 appendix B). The codes are canonical: in order of their lengths, then of their
/// symbols, each is one more than the one before.
constexpr std::array<std::uint8_t, symbolCount> lengths = {
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28,
    28, 28, 28, 6,  10, 10, 12, 13, 6,  8,  11, 10, 10, 8,  11, 8,  6,  6,  6,  5,  5,  5,  6,  6,  6,  6,  6,  6,  6,
    7,  8,  15, 6,  12, 10, 13, 6,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,
    7,  8,  7,  8,  13, 19, 13, 14, 6,  15, 5,  6,  5,  6,  5,  6,  6,  6,  5,  7,  7,  6,  6,  6,  5,  6,  7,  6,  5,
    5,  6,  7,  7,  7,  7,  7,  15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24,
    24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22,
    23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26,
    27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23,
    22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
};

/// The symbols in the order of their codes, and for each length where its codes begin.
struct Code {
    std::array<std::uint16_t, symbolCount> symbols{};
    std::array<std::uint32_t, longestCode + 1> first{}; ///< code of that length
    std::array<std::uint16_t, longestCode + 1> start{}; ///< position in `symbols`
    std::array<std::uint16_t, longestCode + 1> count{};

    constexpr Code() {
        std::uint16_t place = 0;
        std::uint32_t code = 0;
        for (unsigned length = 1; length <= longestCode; ++length) {
            code <<= 1;
            first[length] = code;
            start[length] = place;
            for (std::uint16_t symbol = 0; symbol < symbolCount; ++symbol) {
                if (lengths[symbol] == length)
                    symbols[place++] = symbol;
            }
            count[length] = static_cast<std::uint16_t>(place - start[length]);
            code += count[length];
        }
    }
};
constexpr Code code;

} // namespace

std::optional<std::size_t> decodeHuffman(Bytes octets, std::span<std::byte> out) noexcept {
    constexpr unsigned longestPadding = 7;
    std::size_t size = 0;
    std::uint32_t word = 0;
    unsigned length = 0;
    for (const std::byte octet : octets) {
        for (int bit = 7; bit >= 0; --bit) {
            word = word << 1 | (std::to_integer<std::uint32_t>(octet) >> bit & 1U);
            if (++length > longestCode)
                return std::nullopt;
            const std::uint32_t place = word - code.first[length];
            if (word < code.first[length] || place >= code.count[length])
                continue;
            const std::uint16_t symbol = code.symbols[code.start[length] + place];
            if (symbol == endOfString || size == out.size())
                return std::nullopt;
            out[size++] = static_cast<std::byte>(symbol);
            word = 0;
            length = 0;
        }
    }
    const bool isPadding = length <= longestPadding && word == (1U << length) - 1; // a prefix of the EOS code
    return isPadding ? std::optional(size) : std::nullopt;
}

} // namespace tapscope::hpack
