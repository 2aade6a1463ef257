#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>
#include <file/frame_layout.h>
#include <store/frame_index.h>

#include <filesystem>

namespace tapscope {

/// A capture: frames on disk, an index of 16 bytes a frame in memory. Never holds the frames themselves.
///
/// Two kinds, one face. A RecordingStore is a pcapng file of ours that a worker appends to. A FileStore is the user's
/// own pcap or pcapng, read where it lies and never written.
///
/// Threads: one thread appends or indexes; any thread asks the functions here and reads frames through a FrameReader of
/// its own, at the same time, without locks or waiting for the appender.
class FrameStore {
public:
    virtual ~FrameStore() = default;
    FrameStore(const FrameStore&) = delete;
    FrameStore& operator=(const FrameStore&) = delete;

    /// Frames that can be read now: one atomic load. Only ever grows.
    [[nodiscard]] FrameNumber count() const noexcept { return index_.count(); }
    /// Place and time of frame 1 to count(), without touching the file.
    [[nodiscard]] const IndexEntry& entry(FrameNumber number) const noexcept { return index_[number - 1]; }
    /// Interfaces known so far; a frame's interfaceId is below this once the frame is published.
    [[nodiscard]] std::size_t interfaceCount() const noexcept { return interfaces_.count(); }
    [[nodiscard]] const CaptureInterface& interface(std::size_t id) const noexcept {
        return interfaces_[id].description;
    }
    /// Size of the file so far, in bytes.
    [[nodiscard]] virtual std::uint64_t sizeOnDisk() const noexcept = 0;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

protected:
    FrameStore(std::filesystem::path path, UniqueFd file, Syscalls& syscalls) noexcept
        : path_(std::move(path)), file_(std::move(file)), syscalls_(&syscalls) {}

    friend class FrameReader;
    using Interfaces = PublishedArray<StoredInterface, 256, 256>;

    FrameIndex index_;
    Interfaces interfaces_;
    std::filesystem::path path_;
    UniqueFd file_;
    Syscalls* syscalls_;
};

} // namespace tapscope
