#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <base/unique_fd.h>
#include <file/capture_interface.h>
#include <store/frame_index.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// A capture: frames on disk, an index of 16 bytes a frame in memory. Never holds the frames themselves.
///
/// Two kinds, one face. A *recording* (create) is a pcapng file of ours that a worker appends to. An *opened* file
/// (open, then index) is the user's own pcap or pcapng, read where it lies and never written.
///
/// Threads: one thread appends or indexes; any thread asks count(), entry(), interfaces() and reads frames through a
/// FrameReader of its own, at the same time, without locks or waiting on the appender.
class FrameStore {
public:
    virtual ~FrameStore() = default;
    FrameStore() = default;
    FrameStore(const FrameStore&) = delete;
    FrameStore& operator=(const FrameStore&) = delete;

    /// Frames that can be read now: one atomic load. Only ever grows.
    [[nodiscard]] FrameNumber count() const noexcept { return index_.count(); }
    /// Place and time of frame 1 to count(), without touching the file.
    [[nodiscard]] const IndexEntry& entry(FrameNumber number) const noexcept { return index_[number]; }
    /// Interfaces known so far; a frame's interfaceId is below interfaceCount() once the frame is published.
    [[nodiscard]] virtual std::size_t interfaceCount() const noexcept = 0;
    [[nodiscard]] virtual const CaptureInterface& interface(std::size_t id) const noexcept = 0;
    /// Size of the file so far, in bytes.
    [[nodiscard]] virtual std::uint64_t sizeOnDisk() const noexcept = 0;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

protected:
    friend class FrameReader;
    FrameIndex index_;
    std::filesystem::path path_;
    UniqueFd file_;
};

/// A recording: appends frames to a pcapng file. Lives on the engine's worker thread; as a FrameStore it is read by
/// all.
///
/// Frames go to a buffer; flush() writes it with write(2) and publishes the new count. A failed write (disk full)
/// publishes what reached the disk whole, cuts the file behind it, and returns the error: the recording stays valid.
class RecordingStore : public FrameStore {
public:
    /// Makes `path`, which must not exist (0600), with the section header. The file is held with flock(2) until close,
    /// so that recovery can tell a live recording from one that was left behind.
    [[nodiscard]] static Result<std::shared_ptr<RecordingStore>> create(const std::filesystem::path& path,
                                                                        Syscalls& syscalls = Syscalls::real());

    /// Adds an interface; its index is what Frame::interfaceId names.
    [[nodiscard]] virtual Result<std::uint32_t> addInterface(const CaptureInterface& interface) = 0;
    /// Copies the frame into the buffer; flushes when it is full. Frame::number is ignored: numbers follow the order.
    [[nodiscard]] virtual Result<void> append(const Frame& frame) = 0;
    [[nodiscard]] virtual Result<void> flush() = 0;
    /// Flushes, adds the statistics blocks and ends the recording. Reading goes on.
    [[nodiscard]] virtual Result<void> finish(const std::vector<CaptureStatistics>& statistics) = 0;
    /// What append() has taken that no reader can see yet.
    [[nodiscard]] virtual std::size_t unflushedBytes() const noexcept = 0;
};

/// What indexing found out about a file besides its frames.
struct IndexingReport {
    /// Set when the file breaks its format somewhere: offset and what is wrong there. All frames before it can be read.
    std::optional<Error> damage;
    std::vector<CaptureStatistics> statistics;
    std::string sectionComment;
};

/// A file of the user's, pcap or pcapng, told apart by its first bytes.
class FileStore : public FrameStore {
public:
    /// Opens and reads the header, at once. Errors: NotFound, NotPermitted, Invalid (no capture file: says what it
    /// looks like), Unsupported (compressed: says which program unpacks it).
    [[nodiscard]] static Result<std::shared_ptr<FileStore>> open(const std::filesystem::path& path,
                                                                 Syscalls& syscalls = Syscalls::real());

    /// Walks the file on the calling thread and publishes frames as it goes, so that others can show them. Ends at the
    /// end of the file, at damage, or when asked to stop (Cancelled).
    [[nodiscard]] virtual Result<IndexingReport> index(std::stop_token stop = {}) = 0;
    /// Bytes walked so far, of sizeOnDisk().
    [[nodiscard]] virtual std::uint64_t indexedBytes() const noexcept = 0;
};

} // namespace tapscope
