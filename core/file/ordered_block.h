#pragma once

#include <file/frame_layout.h>
#include <file/ordered_reader.h>
#include <file/pcapng_format.h>

#include <algorithm>
#include <vector>

namespace tapscope::pcapng {

/// Builds a pcapng block at the end of a buffer, in the byte order of its section.
class OrderedBlock {
public:
    OrderedBlock(std::vector<std::byte>& out, FrameLayout::ByteOrder order, std::uint32_t type)
        : out_(out), order_(order), start_(out.size()) {
        number(type, 4);
        number(0, 4); // the block's length, which end() fills in
    }
    void number(std::uint64_t value, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            const std::size_t shift = 8 * (order_ == FrameLayout::ByteOrder::Little ? i : size - 1 - i);
            out_.push_back(static_cast<std::byte>(value >> shift));
        }
    }
    /// Padded to four bytes.
    void bytes(Bytes content) {
        out_.insert(out_.end(), content.begin(), content.end());
        out_.resize(start_ + (out_.size() - start_ + 3) / 4 * 4);
    }
    /// A value longer than an option can hold is truncated.
    void option(std::uint16_t code, Bytes value) {
        constexpr std::size_t largestOption = 0xffff;
        const Bytes fitting = value.first(std::min(value.size(), largestOption));
        number(code, 2);
        number(fitting.size(), 2);
        bytes(fitting);
        hasOptions_ = true;
    }
    void numberOption(std::uint16_t code, std::uint64_t value, std::size_t size) {
        number(code, 2);
        number(size, 2);
        number(value, size);
        out_.resize(start_ + (out_.size() - start_ + 3) / 4 * 4);
        hasOptions_ = true;
    }
    void end() {
        if (hasOptions_)
            number(endOfOptions, 4);
        const std::size_t length = out_.size() - start_ + 4;
        number(length, 4);
        std::copy_n(out_.end() - 4, 4, out_.begin() + static_cast<std::ptrdiff_t>(start_) + 4);
    }

private:
    std::vector<std::byte>& out_;
    FrameLayout::ByteOrder order_;
    std::size_t start_;
    bool hasOptions_ = false;
};

/// The bytes between a block's fixed part and its second length. `record` may be padded beyond its length.
[[nodiscard]] inline Bytes optionsBehind(Bytes record, std::size_t fixed, FrameLayout::ByteOrder order) {
    const std::size_t length = std::min<std::size_t>(OrderedReader(record.subspan(4), order).u32(), record.size());
    return fixed + 4 <= length ? record.subspan(fixed, length - fixed - 4) : Bytes{};
}

} // namespace tapscope::pcapng
