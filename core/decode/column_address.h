#pragma once

#include <base/frame.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace tapscope {

/// An address of the Source or Destination column, formatted only when asked for.
struct ColumnAddress {
    enum class Kind : std::uint8_t { None, Mac, Ipv4, Ipv6 };

    alignas(std::uint64_t) std::array<std::uint8_t, 16> octets{};
    Kind kind = Kind::None;

    [[nodiscard]] static ColumnAddress mac(Bytes octets) noexcept {
        return of(Kind::Mac, octets.first(std::min<std::size_t>(octets.size(), 6)));
    }
    [[nodiscard]] static ColumnAddress ipv6(Bytes octets) noexcept {
        return of(Kind::Ipv6, octets.first(std::min<std::size_t>(octets.size(), 16)));
    }
    [[nodiscard]] static ColumnAddress ipv4(std::uint32_t address) noexcept {
        // Whole numbers, not octets: who copies the address next does not wait for single bytes.
        const std::uint64_t swapped =
            std::endian::native == std::endian::little ? std::byteswap(address) : std::uint64_t{address} << 32;
        return {.octets = std::bit_cast<std::array<std::uint8_t, 16>>(std::array<std::uint64_t, 2>{swapped, 0}),
                .kind = Kind::Ipv4};
    }
    [[nodiscard]] bool operator==(const ColumnAddress& other) const noexcept {
        return kind == other.kind && words() == other.words();
    }
    /// The octets, eight at a time in the machine's order: to be compared and hashed.
    [[nodiscard]] std::array<std::uint64_t, 2> words() const noexcept {
        return std::bit_cast<std::array<std::uint64_t, 2>>(octets);
    }
    /// Its bytes on the wire: 0, 4, 6 or 16.
    [[nodiscard]] Bytes bytes() const noexcept {
        const std::size_t size = kind == Kind::Mac ? 6 : kind == Kind::Ipv4 ? 4 : kind == Kind::Ipv6 ? 16 : 0;
        return std::as_bytes(std::span(octets)).first(size);
    }

private:
    [[nodiscard]] static ColumnAddress of(Kind kind, Bytes octets) noexcept {
        ColumnAddress made{.kind = kind};
        if (kind == Kind::Mac && octets.size() == 6) // of a size that is known here: two loads
            std::memcpy(made.octets.data(), octets.data(), 6);
        else if (!octets.empty())
            std::memcpy(made.octets.data(), octets.data(), octets.size());
        return made;
    }
};

/// An address as text, on the stack: nothing is allocated.
class ColumnText {
public:
    explicit ColumnText(const ColumnAddress& address) noexcept;
    [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

private:
    std::array<char, 46> text_; // INET6_ADDRSTRLEN
    std::size_t size_ = 0;
};

} // namespace tapscope
