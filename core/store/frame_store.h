#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/interface_list.h>
#include <store/store_part.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace tapscope {

/// A capture: frames on disk, and in memory an index of 16 bytes per frame. The frames themselves are never in memory.
///
/// A store is a list of parts with one file each. A FileStore has one part: the user's own pcap or pcapng file, which
/// is read in place and never written. A Recording's store has one part, or with RingOptions many, of which the oldest
/// are removed.
///
/// Threads: one thread appends or indexes. At the same time, any thread may call the functions here and read frames
/// through a FrameReader of its own. Code that reads many frames holds their part, as FrameReader does.
class FrameStore {
public:
    virtual ~FrameStore() = default;
    FrameStore(const FrameStore&) = delete;
    FrameStore& operator=(const FrameStore&) = delete;

    /// The last frame that can be read now: one atomic load. Never decreases.
    [[nodiscard]] FrameNumber count() const noexcept { return count_.load(std::memory_order_acquire); }
    /// The first frame that still exists: 1 unless files of a ring were removed, count() + 1 if there is none. Never
    /// decreases.
    [[nodiscard]] FrameNumber first() const noexcept { return first_.load(std::memory_order_acquire); }
    /// The time of the first frame that the capture ever had, even if its file was removed from a ring. Relative times
    /// are measured from it. noTime while there is no frame, or if its file does not give its time.
    [[nodiscard]] Timestamp startTime() const noexcept { return startTime_.load(std::memory_order_acquire); }
    /// Position and time of a frame, without reading the file. The time is noTime if the frame does not exist (any
    /// more).
    [[nodiscard]] IndexEntry entry(FrameNumber number) const;
    /// The part that contains a frame. Null if the frame does not exist (any more).
    [[nodiscard]] std::shared_ptr<const StorePart> part(FrameNumber number) const;
    /// The existing files, the oldest first.
    [[nodiscard]] std::vector<std::shared_ptr<const StorePart>> parts() const;
    /// The number of interfaces known so far. A published frame's interfaceId is less than this.
    [[nodiscard]] std::size_t interfaceCount() const noexcept { return interfaces_.count(); }
    [[nodiscard]] const CaptureInterface& interface(std::size_t id) const noexcept {
        return interfaces_[id].description;
    }
    /// The capture's file, if there is one file, all of it can be read and it is no longer written, so that a copy of
    /// it is the whole capture. Null otherwise.
    [[nodiscard]] std::shared_ptr<const StorePart> wholeFile() const;
    /// Whether the files contain keys (FileStore: in the part that is indexed so far).
    [[nodiscard]] bool hasSecrets() const noexcept { return hasSecrets_.load(std::memory_order_relaxed); }
    /// Size of the existing files, in bytes.
    [[nodiscard]] std::uint64_t sizeOnDisk() const;
    /// The file; for a ring, the name from which its files' names are made.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    /// Whether `path` leads to this capture's file by any name or link (device and inode are compared). False if the
    /// file there was deleted or replaced. Blocks on the disk.
    [[nodiscard]] bool isStoredIn(const std::filesystem::path& path) const;

protected:
    FrameStore(std::filesystem::path path, Syscalls& syscalls) noexcept
        : path_(std::move(path)), syscalls_(&syscalls) {}

    /// Publishing thread: adds a part, with its file, after all others.
    void addPart(std::shared_ptr<StorePart> part);
    /// Publishing thread: removes the oldest part, which must not be the only one.
    void dropOldestPart();
    /// Publishing thread: sets the last frame that can be read, in the newest part.
    void publish(FrameNumber count);
    void noteSecrets() noexcept { hasSecrets_.store(true, std::memory_order_relaxed); }
    /// Publishing thread: nothing is added any more, and everything in the files was understood.
    void noteWhole() noexcept { isWhole_.store(true, std::memory_order_release); }

    friend class FrameReader;
    friend struct CaptureCopy;
    using Interfaces = PublishedArray<StoredInterface, 256, maximumInterfaces / 256>;
    Interfaces interfaces_;

private:
    std::filesystem::path path_;
    Syscalls* syscalls_;
    std::atomic<FrameNumber> count_ = 0;
    std::atomic<FrameNumber> first_ = 1;
    std::atomic<bool> isWhole_ = false, hasSecrets_ = false;
    std::atomic<Timestamp> startTime_ = noTime;
    mutable std::mutex mutex_; ///< guards parts_
    std::vector<std::shared_ptr<StorePart>> parts_;
};

} // namespace tapscope
