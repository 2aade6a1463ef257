#include <decode/plain_format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <system_error>

namespace tapscope {

std::size_t PlainArgument::write(std::span<char> out) const noexcept {
    if (!isNumber_)
        return text_.copy(out.data(), out.size());
    const std::size_t sign = isNegative_ ? std::string_view("-").copy(out.data(), out.size()) : 0;
    const auto written = std::to_chars(out.data() + sign, out.data() + out.size(), magnitude_);
    if (written.ec == std::errc{})
        return static_cast<std::size_t>(written.ptr - out.data());
    std::array<char, 20> digits{}; // it does not fit: all of them, to be cut
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude_).ptr;
    return sign + std::string_view(digits.data(), end).copy(out.data() + sign, out.size() - sign);
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

PlainText writePlain(std::span<char> out, PlainFormat format, std::span<const PlainArgument> arguments) noexcept {
    constexpr std::size_t field = 2; // "{}"
    const std::size_t room = out.size();
    const char* piece = format.text;
    bool hasControls = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        out = out.subspan(std::string_view(piece, format.lengths[i]).copy(out.data(), out.size()));
        piece += format.lengths[i] + field;
        const std::size_t size = arguments[i].write(out);
        hasControls = hasControls || (!arguments[i].isNumber() && hasControl({out.data(), size}));
        out = out.subspan(size);
    }
    out = out.subspan(std::string_view(piece, format.lengths[arguments.size()]).copy(out.data(), out.size()));
    return {room - out.size(), hasControls};
}

} // namespace tapscope
