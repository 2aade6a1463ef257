#pragma once

#include <base/frame.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace tapscope {

/// An address for the Source or Destination column. It becomes text only when asked for.
struct ColumnAddress {
    enum class Kind : std::uint8_t { None, Mac, Ipv4, Ipv6, Ipx, Text };

    /// The octets in network order, followed by zeros; as words, so that addresses are built, compared and hashed in
    /// registers.
    std::array<std::uint64_t, 2> words{};
    Kind kind = Kind::None;

    [[nodiscard]] static ColumnAddress mac(Bytes octets) noexcept {
        std::uint64_t word = 0;
        if (octets.size() >= 6) {
            const std::uint64_t first = load<std::uint32_t>(octets), last = load<std::uint16_t>(octets.subspan(4));
            word = std::endian::native == std::endian::little ? last << 32 | first : first << 32 | last << 16;
        }
        return {.words = {word, 0}, .kind = Kind::Mac};
    }
    [[nodiscard]] static ColumnAddress ipv6(Bytes octets) noexcept {
        std::uint64_t first = 0, last = 0;
        if (octets.size() >= 16) {
            first = load<std::uint64_t>(octets);
            last = load<std::uint64_t>(octets.subspan(8));
        }
        return {.words = {first, last}, .kind = Kind::Ipv6};
    }
    [[nodiscard]] static ColumnAddress ipv4(std::uint32_t address) noexcept {
        constexpr bool isLittle = std::endian::native == std::endian::little;
        return {.words = {isLittle ? std::byteswap(address) : std::uint64_t{address} << 32, 0}, .kind = Kind::Ipv4};
    }
    /// Ten octets: network and node.
    [[nodiscard]] static ColumnAddress ipx(Bytes octets) noexcept {
        return octets.size() >= 10 ? of(octets.first(10), Kind::Ipx) : ColumnAddress{};
    }
    /// For links with names or numbers of their own: printable ASCII from the decoder, up to 16 characters.
    [[nodiscard]] static ColumnAddress text(std::string_view text) noexcept {
        return of(std::as_bytes(std::span(text)).first(std::min<std::size_t>(text.size(), 16)), Kind::Text);
    }
    [[nodiscard]] bool operator==(const ColumnAddress& other) const noexcept {
        return words[0] == other.words[0] && words[1] == other.words[1] && kind == other.kind;
    }
    /// The address's bytes on the wire: 0, 4, 6, 10 or 16.
    [[nodiscard]] Bytes bytes() const noexcept {
        constexpr std::array<std::size_t, 6> sizes = {0, 6, 4, 16, 10, 16};
        return std::as_bytes(std::span(words)).first(sizes[static_cast<std::size_t>(kind)]);
    }

private:
    [[nodiscard]] static ColumnAddress of(Bytes octets, Kind kind) noexcept {
        ColumnAddress made{.kind = kind};
        std::memcpy(made.words.data(), octets.data(), octets.size());
        return made;
    }
    template <typename Number>
    [[nodiscard]] static Number load(Bytes octets) noexcept {
        Number number = 0;
        std::memcpy(&number, octets.data(), sizeof number);
        return number;
    }
};

inline constexpr std::size_t longestColumnAddress = 46; ///< INET6_ADDRSTRLEN
/// Writes an address as text and returns its size.
std::size_t writeColumnAddress(std::span<char, longestColumnAddress> out, const ColumnAddress& address) noexcept;

/// An address as text on the stack, without an allocation.
class ColumnText {
public:
    explicit ColumnText(const ColumnAddress& address) noexcept : size_(writeColumnAddress(text_, address)) {}
    [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

private:
    std::array<char, longestColumnAddress> text_;
    std::size_t size_;
};

} // namespace tapscope
