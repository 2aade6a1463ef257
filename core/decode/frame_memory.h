#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tapscope {

/// Memory for data that is derived from one frame. It is reused for the next, so that nothing is allocated in the
/// steady state.
class FrameMemory {
public:
    /// Returns uninitialised bytes, valid until reset().
    [[nodiscard]] std::span<std::byte> take(std::size_t size) {
        if (taken_ == blocks_.size())
            blocks_.emplace_back();
        Block& block = blocks_[taken_++];
        if (block.size < size)
            block = {std::make_unique_for_overwrite<std::byte[]>(size), size};
        return {block.bytes.get(), size};
    }
    void reset() noexcept { taken_ = 0; }

private:
    struct Block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> blocks_;
    std::size_t taken_ = 0;
};

} // namespace tapscope
