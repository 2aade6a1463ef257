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

/// One file of a store and the index of its frames. Who holds a part and has opened its file can read its frames, also
/// when the store has let go of it and the file is removed.
///
/// Threads: one appends to the index, one sets the file and publishes; any reads what is published.
class StorePart {
public:
    /// `first` is the number of its first frame.
    explicit StorePart(FrameNumber first) noexcept : first_(first) {}

    [[nodiscard]] FrameNumber first() const noexcept { return first_; }
    /// Frames that can be read.
    [[nodiscard]] std::uint64_t count() const noexcept { return index_.count(); }
    [[nodiscard]] bool has(FrameNumber number) const noexcept { return number >= first_ && number - first_ < count(); }
    /// Of a frame that it has.
    [[nodiscard]] const IndexEntry& entry(FrameNumber number) const noexcept { return index_[number - first_]; }

    /// Known once the part is in its store.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] const FileIdentity& identity() const noexcept { return identity_; }
    [[nodiscard]] std::uint64_t sizeOnDisk() const noexcept { return size_.load(std::memory_order_relaxed); }
    /// A descriptor to read it by. Errors: Ended (it is not there any more), System.
    [[nodiscard]] Result<std::shared_ptr<const UniqueFd>> open(Syscalls& syscalls) const;

    /// Before the part is given to its store.
    void setFile(std::filesystem::path path, std::shared_ptr<const UniqueFd> file);
    /// Keeps no descriptor for readers any more: who reads opens it by its name.
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
