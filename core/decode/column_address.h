#pragma once

#include <base/frame.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace tapscope {

/// An address of the Source or Destination column, formatted only when asked for.
struct ColumnAddress {
    enum class Kind : std::uint8_t { None, Mac, Ipv4, Ipv6 } kind = Kind::None;
    std::array<std::uint8_t, 16> octets{};

    [[nodiscard]] static ColumnAddress mac(Bytes octets) noexcept {
        return of(Kind::Mac, octets.first(std::min<std::size_t>(octets.size(), 6)));
    }
    [[nodiscard]] static ColumnAddress ipv6(Bytes octets) noexcept {
        return of(Kind::Ipv6, octets.first(std::min<std::size_t>(octets.size(), 16)));
    }
    [[nodiscard]] static ColumnAddress ipv4(std::uint32_t address) noexcept {
        ColumnAddress made{.kind = Kind::Ipv4};
        for (std::size_t i = 0; i < 4; ++i)
            made.octets[i] = static_cast<std::uint8_t>(address >> (24 - 8 * i));
        return made;
    }
    [[nodiscard]] bool operator==(const ColumnAddress& other) const noexcept = default;
    /// Its bytes on the wire: 0, 4, 6 or 16.
    [[nodiscard]] Bytes bytes() const noexcept {
        const std::size_t size = kind == Kind::Mac ? 6 : kind == Kind::Ipv4 ? 4 : kind == Kind::Ipv6 ? 16 : 0;
        return std::as_bytes(std::span(octets)).first(size);
    }

private:
    [[nodiscard]] static ColumnAddress of(Kind kind, Bytes octets) noexcept {
        ColumnAddress made{.kind = kind};
        if (!octets.empty())
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
