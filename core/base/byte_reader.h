#pragma once

#include <base/frame.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tapscope {

/// The one way in which bytes of strangers are read: a cursor that knows its offset in the frame and cannot run past
/// the end.
///
/// A read past the end yields 0 (or an empty span), moves to the end and sets overrun(); it stays set. So a decoder
/// reads on without a check after every field, and whoever called it asks overrun() once. Unprefixed integers are in
/// network order; those that end in "le" are little-endian.
class ByteReader {
public:
    ByteReader() = default;
    /// `offset` is where `bytes` begins in the frame; offset() counts from there.
    explicit ByteReader(Bytes bytes, std::size_t offset = 0) noexcept : bytes_(bytes), base_(offset) {}

    [[nodiscard]] std::size_t offset() const noexcept { return base_ + position_; }
    [[nodiscard]] std::size_t position() const noexcept { return position_; }
    [[nodiscard]] std::size_t remaining() const noexcept { return bytes_.size() - position_; }
    [[nodiscard]] bool atEnd() const noexcept { return remaining() == 0; }
    [[nodiscard]] bool has(std::size_t size) const noexcept { return remaining() >= size; }
    [[nodiscard]] bool overrun() const noexcept { return overrun_; }
    [[nodiscard]] Bytes all() const noexcept { return bytes_; }
    [[nodiscard]] Bytes rest() const noexcept { return bytes_.subspan(position_); }

    std::uint8_t u8() noexcept { return static_cast<std::uint8_t>(big(1)); }
    std::uint16_t u16() noexcept { return static_cast<std::uint16_t>(big(2)); }
    std::uint32_t u24() noexcept { return static_cast<std::uint32_t>(big(3)); }
    std::uint32_t u32() noexcept { return static_cast<std::uint32_t>(big(4)); }
    std::uint64_t u64() noexcept { return big(8); }
    std::uint16_t u16le() noexcept { return static_cast<std::uint16_t>(little(2)); }
    std::uint32_t u32le() noexcept { return static_cast<std::uint32_t>(little(4)); }
    std::uint64_t u64le() noexcept { return little(8); }

    /// An unsigned integer of `size` bytes (0 to 8) in network order.
    std::uint64_t big(std::size_t size) noexcept { return number<std::endian::big>(size); }
    /// The same in little-endian order.
    std::uint64_t little(std::size_t size) noexcept { return number<std::endian::little>(size); }

    /// The next `size` bytes; empty and overrun() when there are fewer.
    Bytes take(std::size_t size) noexcept {
        if (size > remaining()) {
            setOverrun();
            return {};
        }
        const Bytes field = bytes_.subspan(position_, size);
        position_ += size;
        return field;
    }
    void skip(std::size_t size) noexcept { take(size); }
    /// What belongs here lies beyond the end, though no read said so: moves to the end, and overrun() is set.
    void setOverrun() noexcept {
        position_ = bytes_.size();
        overrun_ = true;
    }

    /// A reader over the next `size` bytes, or over what is left of them; this one moves behind them. Never overruns:
    /// the part's own reads find out.
    [[nodiscard]] ByteReader part(std::size_t size) noexcept {
        const std::size_t start = offset();
        return ByteReader(take(size < remaining() ? size : remaining()), start);
    }

    /// The octet `ahead` bytes further on, 0 when there is none; does not move, does not overrun.
    [[nodiscard]] std::uint8_t peek(std::size_t ahead = 0) const noexcept {
        return ahead < remaining() ? std::to_integer<std::uint8_t>(bytes_[position_ + ahead]) : std::uint8_t{0};
    }

private:
    template <std::endian Order>
    std::uint64_t number(std::size_t size) noexcept {
        const Bytes field = take(size);
        if (field.empty())
            return 0;
        switch (size) { // mostly known where it is called: one load
        case 1:
            return std::to_integer<std::uint8_t>(field[0]);
        case 2:
            return load<std::uint16_t, Order>(field);
        case 4:
            return load<std::uint32_t, Order>(field);
        case 8:
            return load<std::uint64_t, Order>(field);
        default:
            break;
        }
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8 | std::to_integer<std::uint64_t>(field[Order == std::endian::big ? i : size - 1 - i]);
        return value;
    }
    template <typename Number, std::endian Order>
    [[nodiscard]] static Number load(Bytes field) noexcept {
        Number value = 0;
        std::memcpy(&value, field.data(), sizeof value);
        return Order == std::endian::native ? value : std::byteswap(value);
    }

    Bytes bytes_;
    std::size_t base_ = 0;
    std::size_t position_ = 0;
    bool overrun_ = false;
};

} // namespace tapscope
