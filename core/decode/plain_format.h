#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace tapscope {

template <typename T>
inline constexpr bool isPlainText = std::is_convertible_v<const T&, std::string_view>;

/// Whether fmt prints a type for "{}" as text or as a decimal number.
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
    /// Writes the argument at the start of `out`, truncated to its size, and returns the number of characters written.
    std::size_t write(std::span<char> out) const noexcept;
    [[nodiscard]] bool isNumber() const noexcept { return isNumber_; }

private:
    std::string_view text_;
    std::uint64_t magnitude_ = 0;
    bool isNumber_ = false;
    bool isNegative_ = false;
};

/// The pieces of a format between its "{}", measured at compile time.
template <std::size_t Arguments>
class PlainPieces {
public:
    consteval explicit PlainPieces(std::string_view format) {
        std::size_t piece = 0;
        for (std::size_t at = 0; at < format.size(); ++at) {
            const bool isField = format.substr(at, 2) == "{}";
            const bool isControl = static_cast<unsigned char>(format[at]) < 0x20 || format[at] == 0x7f;
            if (isControl || format[at] == '}' || (format[at] == '{' && !isField) || (isField && piece == Arguments))
                return;
            if (isField) {
                ++piece;
                ++at;
            } else {
                ++lengths_[piece];
            }
        }
        isPlain_ = piece == Arguments;
    }
    /// Whether the format has one "{}" for each argument, and no other special characters.
    [[nodiscard]] constexpr bool isPlain() const noexcept { return isPlain_; }
    /// The lengths of the pieces before, between and after the fields.
    [[nodiscard]] constexpr const std::uint16_t* lengths() const noexcept { return lengths_.data(); }

private:
    std::array<std::uint16_t, Arguments + 1> lengths_{};
    bool isPlain_ = false;
};

/// A plain format, in two registers. It has one more piece than arguments.
struct PlainFormat {
    const char* text;
    const std::uint16_t* lengths; ///< PlainPieces::lengths()
};
struct PlainText {
    std::size_t size = 0;
    bool isPlain = true; ///< all arguments consist of printable ASCII characters
};
/// Writes what fmt::format_to_n() would write for a plain format, several times as fast. Output that does not fit is
/// truncated.
PlainText writePlain(std::span<char> out, PlainFormat format, std::span<const PlainArgument> arguments) noexcept;

} // namespace tapscope
