#pragma once

#include <base/frame.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace tapscope {

/// Several frames in one message: for each, its length in 32 bits of this machine's byte order, and its bytes.
class FrameBatch {
public:
    static constexpr std::size_t longestFrame = 65536 + 64; ///< bytes, the limit of a TAP
    static constexpr std::size_t longest = longestFrame + sizeof(std::uint32_t);
    static constexpr std::size_t mostFrames = 256;

    /// Returns whether there was room for the frame. One of at most `longestFrame` fits into an empty batch.
    [[nodiscard]] bool add(Bytes frame) noexcept {
        const auto length = static_cast<std::uint32_t>(frame.size());
        if (frames_ == mostFrames || frame.size() > longestFrame || longest - size_ < sizeof length + frame.size())
            return false;
        std::memcpy(bytes_.data() + size_, &length, sizeof length);
        if (!frame.empty())
            std::memcpy(bytes_.data() + size_ + sizeof length, frame.data(), frame.size());
        size_ += sizeof length + frame.size();
        ++frames_;
        return true;
    }
    void clear() noexcept { size_ = frames_ = 0; }
    [[nodiscard]] Bytes message() const noexcept { return Bytes(bytes_).first(size_); }
    [[nodiscard]] std::size_t count() const noexcept { return frames_; }

    /// Removes the first frame from the rest of a message and returns it. Nothing at the end, or if the rest is not a
    /// valid batch.
    [[nodiscard]] static std::optional<Bytes> takeFrame(Bytes& message) noexcept {
        std::uint32_t length = 0;
        if (message.size() < sizeof length)
            return std::nullopt;
        std::memcpy(&length, message.data(), sizeof length);
        if (length > message.size() - sizeof length)
            return std::nullopt;
        const Bytes frame = message.subspan(sizeof length, length);
        message = message.subspan(sizeof length + length);
        return frame;
    }

private:
    std::array<std::byte, longest> bytes_{};
    std::size_t size_ = 0, frames_ = 0;
};

/// A message from a port in another process about frames that it could not send.
struct FramesRefused {
    std::int32_t code = 0; ///< an errno
    std::uint32_t frames = 0;
};

} // namespace tapscope
