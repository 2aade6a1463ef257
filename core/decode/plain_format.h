#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace tapscope {

template <typename T>
inline constexpr bool isPlainText = std::is_convertible_v<const T&, std::string_view>;

/// What fmt prints for "{}" as text or as a decimal number.
template <typename T>
concept PlainValue = isPlainText<T> || std::is_same_v<T, signed char> || std::is_same_v<T, unsigned char> ||
                     std::is_same_v<T, short> || std::is_same_v<T, unsigned short> || std::is_same_v<T, int> ||
                     std::is_same_v<T, unsigned> || std::is_same_v<T, long> || std::is_same_v<T, unsigned long> ||
                     std::is_same_v<T, long long> || std::is_same_v<T, unsigned long long>;

/// One argument of writePlain().
class PlainArgument {
public:
    template <PlainValue T>
    explicit PlainArgument(const T& value) noexcept {
        if constexpr (isPlainText<T>) {
            text_ = value;
        } else {
            isNumber_ = true;
            isNegative_ = std::is_signed_v<T> && value < T{0};
            const auto whole = static_cast<std::uint64_t>(value);
            magnitude_ = isNegative_ ? 0 - whole : whole;
        }
    }
    /// Writes it at the start of `out`, cut to its size, and returns how much was written.
    std::size_t write(std::span<char> out) const noexcept;

private:
    std::string_view text_;
    std::uint64_t magnitude_ = 0;
    bool isNumber_ = false;
    bool isNegative_ = false;
};

/// What fmt::format_to_n() writes for a format whose replacement fields are all "{}", several times as fast; what does
/// not fit is cut. Nullopt when the format asks for more than that.
[[nodiscard]] std::optional<std::size_t> writePlain(std::span<char> out, std::string_view format,
                                                    std::span<const PlainArgument> arguments) noexcept;

} // namespace tapscope
