#include <decode/plain_format.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace tapscope {

std::size_t PlainArgument::write(std::span<char> out) const noexcept {
    if (!isNumber_)
        return text_.copy(out.data(), out.size());
    constexpr std::size_t longest = 21; // with its sign
    std::array<char, longest> cut{};
    const bool fits = out.size() >= longest;
    char* const first = fits ? out.data() : cut.data();
    *first = '-';
    const char* const end = std::to_chars(first + (isNegative_ ? 1 : 0), first + longest, magnitude_).ptr;
    const auto size = static_cast<std::size_t>(end - first);
    return fits ? size : std::string_view(first, size).copy(out.data(), out.size());
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
    PlainText written;
    for (std::size_t piece = 0; piece < lengths.size(); ++piece) {
        written.size += format.substr(0, lengths[piece]).copy(out.data() + written.size, out.size() - written.size);
        if (piece == arguments.size())
            break;
        format.remove_prefix(std::min(format.size(), lengths[piece] + field));
        const auto room = out.subspan(written.size);
        const std::size_t size = arguments[piece].write(room);
        written.size += size;
        if (!arguments[piece].isNumber() && hasControl({room.data(), size}))
            written.hasControl = true;
    }
    return written;
}

} // namespace tapscope
