#include <decode/plain_format.h>

#include <array>
#include <charconv>

namespace tapscope {

std::size_t PlainArgument::write(std::span<char> out) const noexcept {
    if (!isNumber_)
        return text_.copy(out.data(), out.size());
    std::array<char, 21> digits{};
    char* const first = digits.data() + 1;
    const auto end = std::to_chars(first, digits.data() + digits.size(), magnitude_).ptr;
    digits[0] = '-';
    const char* const from = isNegative_ ? digits.data() : first;
    return std::string_view(from, static_cast<std::size_t>(end - from)).copy(out.data(), out.size());
}

std::optional<std::size_t> writePlain(std::span<char> out, std::string_view format,
                                      std::span<const PlainArgument> arguments) noexcept {
    std::size_t size = 0;
    std::size_t taken = 0;
    for (std::size_t at = 0; at < format.size(); ++at) {
        if (format[at] == '{') {
            if (at + 1 == format.size() || format[at + 1] != '}' || taken == arguments.size())
                return std::nullopt;
            size += arguments[taken++].write(out.subspan(size));
            ++at;
        } else if (format[at] == '}') {
            return std::nullopt;
        } else if (size < out.size()) {
            out[size++] = format[at];
        }
    }
    return size;
}

} // namespace tapscope
