#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <store/frame_store.h>
#include <store/read_window.h>

#include <memory>

namespace tapscope {

/// Reads frames of a store by number, in constant time. One reader belongs to one thread; make as many as there are
/// threads. It keeps the store alive.
class FrameReader {
public:
    explicit FrameReader(std::shared_ptr<const FrameStore> store);

    /// Frame 1 to store().count(). Its bytes and comment live until the next call. Errors: Ended (the file is shorter
    /// than it was), Damaged (it has changed), System.
    [[nodiscard]] Result<Frame> read(FrameNumber number);

    [[nodiscard]] const FrameStore& store() const noexcept { return *store_; }

private:
    std::shared_ptr<const FrameStore> store_;
    ReadWindow window_;
};

} // namespace tapscope
