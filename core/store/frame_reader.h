#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <store/frame_store.h>

#include <memory>
#include <vector>

namespace tapscope {

/// Reads frames of a store by number, in constant time. One reader belongs to one thread; make as many as there are
/// threads. It reads ahead with pread(2) into a window of its own, so that walking a capture costs one call for
/// hundreds of frames, and a file that shrinks or vanishes under it gives an Error and not a signal.
class FrameReader {
public:
    explicit FrameReader(std::shared_ptr<const FrameStore> store);
    ~FrameReader();
    FrameReader(FrameReader&&) noexcept;
    FrameReader& operator=(FrameReader&&) noexcept;

    /// Frame 1 to store.count(). Its bytes and comment live until the next call. Errors: Ended (the file is shorter
    /// than it was), Damaged, System.
    [[nodiscard]] Result<Frame> read(FrameNumber number);

    [[nodiscard]] const FrameStore& store() const noexcept { return *store_; }

private:
    std::shared_ptr<const FrameStore> store_;
    std::vector<std::byte> window_;
    std::uint64_t windowOffset_ = 0;
    std::size_t windowSize_ = 0;
};

} // namespace tapscope
