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

/// A capture: frames on disk, an index of 16 bytes a frame in memory. Never holds the frames themselves.
///
/// It is a list of parts, a file each. A FileStore is the user's own pcap or pcapng, read where it lies and never
/// written: one part. What a Recording writes has one part, too, or many of which the oldest go (RingOptions).
///
/// Threads: one thread appends or indexes; any thread asks the functions here and reads frames through a FrameReader of
/// its own, at the same time. Who reads many frames holds the part that they are in: a FrameReader does.
class FrameStore {
public:
    virtual ~FrameStore() = default;
    FrameStore(const FrameStore&) = delete;
    FrameStore& operator=(const FrameStore&) = delete;

    /// The last frame that can be read now: one atomic load. Only ever grows.
    [[nodiscard]] FrameNumber count() const noexcept { return count_.load(std::memory_order_acquire); }
    /// The first frame that is still there: 1 unless files of a ring were removed, count() + 1 when none is there. Only
    /// ever grows.
    [[nodiscard]] FrameNumber first() const noexcept { return first_.load(std::memory_order_acquire); }
    /// When the first frame was seen that the capture ever had, also when its file was removed from a ring: what
    /// relative times count from. noTime while there is no frame, or when its file does not tell.
    [[nodiscard]] Timestamp startTime() const noexcept { return startTime_.load(std::memory_order_acquire); }
    /// Place and time of a frame, without touching the file. A frame that is not there (any more) has the time noTime.
    [[nodiscard]] IndexEntry entry(FrameNumber number) const;
    /// The part that a frame is in. Null when it is not there (any more).
    [[nodiscard]] std::shared_ptr<const StorePart> part(FrameNumber number) const;
    /// The files that are there now, the oldest first.
    [[nodiscard]] std::vector<std::shared_ptr<const StorePart>> parts() const;
    /// Interfaces known so far; a frame's interfaceId is below this once the frame is published.
    [[nodiscard]] std::size_t interfaceCount() const noexcept { return interfaces_.count(); }
    [[nodiscard]] const CaptureInterface& interface(std::size_t id) const noexcept {
        return interfaces_[id].description;
    }
    /// The file, where it is one and all that is in it can be read and is no longer written: a copy of it is the
    /// capture, whole. Null otherwise.
    [[nodiscard]] std::shared_ptr<const StorePart> wholeFile() const;
    /// Whether keys stand in its files (FileStore: in what is indexed by now).
    [[nodiscard]] bool hasSecrets() const noexcept { return hasSecrets_.load(std::memory_order_relaxed); }
    /// Size of the files that are there, in bytes.
    [[nodiscard]] std::uint64_t sizeOnDisk() const;
    /// The file; of a ring, the name that its files' names are made of.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    /// Whether `path` leads to this capture's file, by whatever name or link (device and inode are compared): false
    /// when somebody has deleted or replaced what was there. Blocks on the disk.
    [[nodiscard]] bool isStoredIn(const std::filesystem::path& path) const;

protected:
    FrameStore(std::filesystem::path path, Syscalls& syscalls) noexcept
        : path_(std::move(path)), syscalls_(&syscalls) {}

    /// The thread that publishes: another part is there, with its file, after all others.
    void addPart(std::shared_ptr<StorePart> part);
    /// The same thread: the oldest part goes. Not the last one.
    void dropOldestPart();
    /// The same thread: the last frame that can be read, in the newest part.
    void publish(FrameNumber count);
    void noteSecrets() noexcept { hasSecrets_.store(true, std::memory_order_relaxed); }
    /// The same, when nothing is added any more and all that is in the files was understood.
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
