#pragma once

#include <file/capture_interface.h>
#include <store/frame_store.h>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace tapscope {

/// A recording: appends frames to a pcapng file. Written on the engine's worker thread; as a FrameStore read by all.
///
/// Frames go to a buffer; flush() writes it with write(2) and publishes the new count. A failed write (disk full)
/// publishes what reached the disk whole, cuts the file behind it and returns the error: the recording stays valid, and
/// takes no more.
class RecordingStore final : public FrameStore {
public:
    /// What to do when something of that name is there already.
    enum class Existing : std::uint8_t {
        Refuse,
        Replace ///< a regular file, or the one that a link leads to; a device, folder or pipe is Invalid all the same
    };

    /// Makes `path` (mode 0600) with its section header. The file is locked with flock(2) until the object goes, so
    /// that recovery can tell a live recording from one that was left behind. A replaced file stays as it was for those
    /// who have it open.
    [[nodiscard]] static Result<std::shared_ptr<RecordingStore>> create(const std::filesystem::path& path,
                                                                        Existing existing = Existing::Refuse,
                                                                        Syscalls& syscalls = Syscalls::real());

    /// Adds an interface; what it returns is the Frame::interfaceId of its frames.
    [[nodiscard]] Result<std::uint32_t> addInterface(const CaptureInterface& interface);
    /// Copies the frame into the buffer and flushes when that is full. Frame::number is ignored: numbers follow the
    /// order.
    [[nodiscard]] Result<void> append(const Frame& frame);
    /// Adds a statistics block at this place: what an interface had received and lost up to here.
    [[nodiscard]] Result<void> append(const CaptureStatistics& statistics);
    [[nodiscard]] Result<void> flush();
    /// Adds the statistics blocks and flushes: the end of the recording. Reading goes on.
    [[nodiscard]] Result<void> finish(const std::vector<CaptureStatistics>& statistics);
    /// What append() has taken that no reader can see yet, in bytes.
    [[nodiscard]] std::size_t unflushedBytes() const noexcept { return used_; }

    [[nodiscard]] std::uint64_t sizeOnDisk() const noexcept override {
        return written_.load(std::memory_order_relaxed);
    }

private:
    RecordingStore(std::filesystem::path path, UniqueFd file, Syscalls& syscalls);
    [[nodiscard]] Result<void> appendBlock(const std::vector<std::byte>& block);
    [[nodiscard]] Result<void> refuseMore(int code, std::size_t reachedDisk);

    std::vector<std::byte> buffer_;
    std::size_t used_ = 0;
    std::atomic<std::uint64_t> written_ = 0;
    std::optional<Error> refusal_; ///< set once a write failed
};

} // namespace tapscope
