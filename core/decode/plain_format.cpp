#include <decode/plain_format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace tapscope {
namespace {

template <std::size_t Word>
void copyEnds(char* out, const char* from, std::size_t size) noexcept {
    std::array<char, Word> first, last;
    std::memcpy(first.data(), from, Word);
    std::memcpy(last.data(), from + size - Word, Word);
    std::memcpy(out, first.data(), Word);
    std::memcpy(out + size - Word, last.data(), Word);
}

/// Few bytes lie between two fields: most of the time of memcpy() would be the call. Its two ends, which may overlap,
/// are all of a short text.
std::size_t copyShort(std::span<char> out, std::string_view text) noexcept {
    const std::size_t size = std::min(text.size(), out.size());
    if (size > 16)
        std::memcpy(out.data(), text.data(), size);
    else if (size >= 8)
        copyEnds<8>(out.data(), text.data(), size);
    else if (size >= 4)
        copyEnds<4>(out.data(), text.data(), size);
    else if (size >= 2)
        copyEnds<2>(out.data(), text.data(), size);
    else if (size == 1)
        out.front() = text.front();
    return size;
}

constexpr std::array<char, 200> pairsOfDigits = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}();

} // namespace

std::size_t PlainArgument::write(std::span<char> out) const noexcept {
    if (!isNumber_)
        return copyShort(out, text_);
    std::array<char, 21> digits; // with a sign
    char* first = digits.data() + digits.size();
    auto rest = magnitude_;
    for (; rest >= 100; rest /= 100) {
        first -= 2;
        std::memcpy(first, pairsOfDigits.data() + 2 * (rest % 100), 2);
    }
    if (rest >= 10) {
        first -= 2;
        std::memcpy(first, pairsOfDigits.data() + 2 * rest, 2);
    } else {
        *--first = static_cast<char>('0' + rest);
    }
    if (isNegative_)
        *--first = '-';
    return copyShort(out, {first, static_cast<std::size_t>(digits.data() + digits.size() - first)});
}

bool hasControl(std::string_view text) noexcept {
    // Eight at a time: a byte's highest bit tells of it (a borrow of a neighbour's finding is a finding, too).
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::uint64_t found = 0;
    for (; text.size() >= sizeof found; text.remove_prefix(sizeof found)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        const std::uint64_t deleted = word ^ (ones * 0x7f);
        found |= ((word - ones * 0x20) & ~word) | ((deleted - ones) & ~deleted);
    }
    return (found & (ones * 0x80)) != 0 || std::ranges::any_of(text, isControl);
}

PlainText writePlain(std::span<char> out, std::string_view format, std::span<const std::uint16_t> lengths,
                     std::span<const PlainArgument> arguments) noexcept {
    constexpr std::size_t field = 2; // "{}"
    const std::size_t room = out.size();
    const char* piece = format.data();
    bool hasControls = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        out = out.subspan(copyShort(out, {piece, lengths[i]}));
        piece += lengths[i] + field;
        const std::size_t size = arguments[i].write(out);
        hasControls = hasControls || (!arguments[i].isNumber() && hasControl({out.data(), size}));
        out = out.subspan(size);
    }
    out = out.subspan(copyShort(out, {piece, lengths.back()}));
    return {room - out.size(), hasControls};
}

} // namespace tapscope
