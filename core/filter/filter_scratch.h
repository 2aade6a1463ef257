#pragma once

#include <filter/filter_regex.h>

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tapscope {

/// The memory that a filter needs while it examines a frame. Each thread has its own and uses it for all frames, so
/// that matching allocates nothing in the steady state.
class FilterScratch {
public:
    /// Returns `size` bytes that live until clear().
    [[nodiscard]] std::span<std::byte> take(std::size_t size) {
        while (current_ < blocks_.size() && blocks_[current_].size - used_ < size) {
            ++current_;
            used_ = 0;
        }
        if (current_ == blocks_.size()) {
            const std::size_t room = size < smallestBlock ? smallestBlock : size;
            blocks_.push_back({std::make_unique<std::byte[]>(room), room});
        }
        const std::span<std::byte> taken(blocks_[current_].bytes.get() + used_, size);
        used_ += size;
        return taken;
    }
    void clear() noexcept { current_ = used_ = 0; }
    [[nodiscard]] RegexMemory& regexMemory() noexcept { return regexMemory_; }

private:
    static constexpr std::size_t smallestBlock = std::size_t{16} << 10;
    struct Block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size;
    };
    std::vector<Block> blocks_;
    std::size_t current_ = 0, used_ = 0;
    RegexMemory regexMemory_;
};

} // namespace tapscope
