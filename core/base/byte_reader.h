#pragma once

#include <base/frame.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tapscope {

/// Reads untrusted bytes: a cursor that knows its offset in the frame and cannot run past the end. All untrusted bytes
/// are read through it.
///
/// A read past the end returns 0 (or an empty span), moves to the end and sets overrun(), which stays set. A decoder
/// can therefore read on without a check after every field, and its caller checks overrun() once. Integers are read in
/// network order, except by functions whose name ends in "le", which read little-endian.
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

    /// Returns the next `size` bytes. If there are fewer, returns an empty span and sets overrun().
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
    /// Moves to the end and sets overrun(), for data that should be here but lies beyond the end although no read
    /// noticed.
    void setOverrun() noexcept {
        position_ = bytes_.size();
        overrun_ = true;
    }

    /// Returns a reader over the next `size` bytes, or over the remaining ones if there are fewer, and moves this
    /// reader past them. Never overruns by itself: the reads of the returned reader do.
    [[nodiscard]] ByteReader part(std::size_t size) noexcept {
        const std::size_t start = offset();
        return ByteReader(take(size < remaining() ? size : remaining()), start);
    }

    /// Returns the octet `ahead` bytes further on, or 0 if there is none. Does not move and does not overrun.
    [[nodiscard]] std::uint8_t peek(std::size_t ahead = 0) const noexcept {
        return ahead < remaining() ? std::to_integer<std::uint8_t>(bytes_[position_ + ahead]) : std::uint8_t{0};
    }

private:
    template <std::endian Order>
    std::uint64_t number(std::size_t size) noexcept {
        const Bytes field = take(size);
        if (field.empty())
            return 0;
        switch (size) { // usually a constant at the call, which leaves one load
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
