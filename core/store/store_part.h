#pragma once

#include <base/error.h>
#include <base/unique_fd.h>
#include <store/file_lock.h>
#include <store/frame_index.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>

namespace tapscope {

/// One file of a store, with the index of its frames. A reader that holds a part and has opened its file can read its
/// frames even after the store has dropped the part and the file was removed.
///
/// Threads: one thread appends to the index, one sets the file and publishes, and any thread reads what is published.
class StorePart {
public:
    /// `first` is the number of the part's first frame.
    explicit StorePart(FrameNumber first) noexcept : first_(first) {}

    [[nodiscard]] FrameNumber first() const noexcept { return first_; }
    /// The number of frames that can be read.
    [[nodiscard]] std::uint64_t count() const noexcept { return index_.count(); }
    [[nodiscard]] bool has(FrameNumber number) const noexcept { return number >= first_ && number - first_ < count(); }
    /// The index entry of a frame in this part.
    [[nodiscard]] const IndexEntry& entry(FrameNumber number) const noexcept { return index_[number - first_]; }

    /// Known once the part is in its store.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] const FileIdentity& identity() const noexcept { return identity_; }
    [[nodiscard]] std::uint64_t sizeOnDisk() const noexcept { return size_.load(std::memory_order_relaxed); }
    /// Returns a descriptor for reading. Errors: Ended (the file does not exist any more), System.
    [[nodiscard]] Result<std::shared_ptr<const UniqueFd>> open(Syscalls& syscalls) const;

    /// Must be called before the part is added to its store.
    void setFile(std::filesystem::path path, std::shared_ptr<const UniqueFd> file);
    /// Stops keeping a descriptor for readers; they then open the file by its name.
    void closeFile();
    void setSizeOnDisk(std::uint64_t size) noexcept { size_.store(size, std::memory_order_relaxed); }
    [[nodiscard]] FrameIndex& index() noexcept { return index_; }

private:
    FrameNumber first_;
    FrameIndex index_;
    std::filesystem::path path_;
    FileIdentity identity_;
    std::atomic<std::uint64_t> size_ = 0;
    mutable std::mutex mutex_; ///< guards file_
    std::shared_ptr<const UniqueFd> file_;
};

} // namespace tapscope
