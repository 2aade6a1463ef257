#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <store/frame_store.h>
#include <store/read_window.h>

#include <memory>
#include <string>
#include <vector>

namespace tapscope {

/// Reads frames of a store by number, in constant time. One reader belongs to one thread; make as many as there are
/// threads. It keeps the store alive, and the file that it read last, until it is asked for a frame of another.
class FrameReader {
public:
    explicit FrameReader(std::shared_ptr<const FrameStore> store);

    /// Frame store().first() to store().count(). Its bytes and comment live until the next call. Errors: NotFound (no
    /// such frame), Ended (its file was removed from the ring, or is shorter than it was), Damaged (it has changed),
    /// System.
    [[nodiscard]] Result<Frame> read(FrameNumber number);
    /// All comments of a frame, in their order: Frame::comment is the first of them. Errors as those of read().
    [[nodiscard]] Result<std::vector<std::string>> comments(FrameNumber number);
    /// As FrameStore::entry(), without asking the store again for each frame of a file.
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
    std::shared_ptr<const UniqueFd> file_; ///< of part_, once a frame of it was read
    ReadWindow window_;
};

} // namespace tapscope
