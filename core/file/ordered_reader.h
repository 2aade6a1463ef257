#pragma once

#include <base/byte_reader.h>
#include <file/frame_layout.h>

namespace tapscope {

/// A ByteReader for integers in the byte order of their file.
class OrderedReader {
public:
    OrderedReader(Bytes bytes, FrameLayout::ByteOrder order) noexcept : reader_(bytes), order_(order) {}

    std::uint16_t u16() noexcept { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() noexcept { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() noexcept { return number(8); }
    std::uint8_t u8() noexcept { return reader_.u8(); }
    Bytes take(std::size_t size) noexcept { return reader_.take(size); }
    void skip(std::size_t size) noexcept { reader_.skip(size); }
    [[nodiscard]] std::size_t remaining() const noexcept { return reader_.remaining(); }
    [[nodiscard]] bool overrun() const noexcept { return reader_.overrun(); }

private:
    std::uint64_t number(std::size_t size) noexcept {
        return order_ == FrameLayout::ByteOrder::Little ? reader_.little(size) : reader_.big(size);
    }

    ByteReader reader_;
    FrameLayout::ByteOrder order_;
};

/// Calls `visit(code, value)` for each option of a pcapng block, until opt_endofopt or the end. Returns false if an
/// option extends beyond the end.
template <typename Visit>
bool forEachOption(Bytes options, FrameLayout::ByteOrder order, Visit visit) {
    OrderedReader reader(options, order);
    while (reader.remaining() >= 4) {
        const std::uint16_t code = reader.u16();
        const std::uint16_t length = reader.u16();
        if (code == 0)
            return true;
        if (reader.remaining() < length)
            return false;
        visit(code, reader.take(length));
        const std::size_t padding = (4U - length % 4U) % 4U;
        reader.skip(padding < reader.remaining() ? padding : reader.remaining());
    }
    return true;
}

[[nodiscard]] inline std::string_view asText(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace tapscope
