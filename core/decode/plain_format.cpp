#include <base/printable_text.h>
#include <decode/plain_format.h>

#include <array>
#include <charconv>
#include <system_error>

namespace tapscope {

std::size_t PlainArgument::write(std::span<char> out) const noexcept {
    if (!isNumber_)
        return text_.copy(out.data(), out.size());
    const std::size_t sign = isNegative_ ? std::string_view("-").copy(out.data(), out.size()) : 0;
    const auto written = std::to_chars(out.data() + sign, out.data() + out.size(), magnitude_);
    if (written.ec == std::errc{})
        return static_cast<std::size_t>(written.ptr - out.data());
    std::array<char, 20> digits{}; // if it does not fit: all digits, to be truncated
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude_).ptr;
    return sign + std::string_view(digits.data(), end).copy(out.data() + sign, out.size() - sign);
}

PlainText writePlain(std::span<char> out, PlainFormat format, std::span<const PlainArgument> arguments) noexcept {
    constexpr std::size_t field = 2; // "{}"
    const std::size_t room = out.size();
    const char* piece = format.text;
    bool isPlain = true;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        out = out.subspan(std::string_view(piece, format.lengths[i]).copy(out.data(), out.size()));
        piece += format.lengths[i] + field;
        const std::size_t size = arguments[i].write(out);
        isPlain = isPlain && (arguments[i].isNumber() || isPlainAscii({out.data(), size}));
        out = out.subspan(size);
    }
    out = out.subspan(std::string_view(piece, format.lengths[arguments.size()]).copy(out.data(), out.size()));
    return {room - out.size(), isPlain};
}

} // namespace tapscope
