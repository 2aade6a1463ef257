#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <store/frame_store.h>
#include <store/read_window.h>

#include <memory>
#include <string>
#include <vector>

namespace tapscope {

/// Reads the frames of a store by number, in constant time. Each thread needs a reader of its own. A reader keeps the
/// store alive, and its current file until it is asked for a frame of another.
class FrameReader {
public:
    explicit FrameReader(std::shared_ptr<const FrameStore> store);

    /// Reads a frame from store().first() to store().count(). Its bytes and comment live until the next call. Errors:
    /// NotFound (no such frame), Ended (its file was removed from the ring, or is shorter than before), Damaged (it has
    /// changed), System.
    [[nodiscard]] Result<Frame> read(FrameNumber number);
    /// Returns all comments of a frame, in order; Frame::comment is the first of them. Errors: as for read().
    [[nodiscard]] Result<std::vector<std::string>> comments(FrameNumber number);
    /// Like FrameStore::entry(), but does not ask the store again for each frame of a file.
    [[nodiscard]] IndexEntry entry(FrameNumber number);

    [[nodiscard]] const FrameStore& store() const noexcept { return *store_; }

private:
    [[nodiscard]] bool hold(FrameNumber number);
    [[nodiscard]] Result<void> openFile();
    struct Record {
        const StoredInterface& interface;
        const IndexEntry& entry;
        Bytes bytes;
    };
    [[nodiscard]] Result<Record> record(FrameNumber number);

    std::shared_ptr<const FrameStore> store_;
    std::shared_ptr<const StorePart> part_;
    std::shared_ptr<const UniqueFd> file_; ///< of part_; opened for the first frame that is read from it
    ReadWindow window_;
};

} // namespace tapscope
