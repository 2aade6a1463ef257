#pragma once

#include <base/frame.h>

#include <span>
#include <vector>

namespace tapscope {

/// Copies of frames with their bytes in one buffer. For one thread.
class KeptFrames {
public:
    void add(const Frame& frame) {
        bytes_.insert(bytes_.end(), frame.bytes.begin(), frame.bytes.end());
        frames_.push_back(frame);
        frames_.back().bytes = {};
        frames_.back().comment = {};
        ends_.push_back(bytes_.size());
    }
    /// The frames; valid until the next add() or clear().
    [[nodiscard]] std::span<const Frame> get() {
        std::size_t start = 0;
        for (std::size_t i = 0; i < frames_.size(); ++i) {
            frames_[i].bytes = Bytes(bytes_).subspan(start, ends_[i] - start);
            start = ends_[i];
        }
        return frames_;
    }
    void clear() noexcept {
        bytes_.clear();
        frames_.clear();
        ends_.clear();
    }
    [[nodiscard]] std::size_t count() const noexcept { return frames_.size(); }
    [[nodiscard]] bool isEmpty() const noexcept { return frames_.empty(); }
    /// The size of all frames.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_.size(); }

private:
    std::vector<std::byte> bytes_;
    std::vector<Frame> frames_;
    std::vector<std::size_t> ends_; ///< the end of each frame's bytes
};

} // namespace tapscope
