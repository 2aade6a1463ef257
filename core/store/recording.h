#pragma once

#include <file/capture_interface.h>
#include <store/chunk_queue.h>
#include <store/frame_store.h>
#include <store/recording_options.h>
#include <store/recording_status.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace tapscope {

class RecordingWriter;

/// Records frames to pcapng files. One thread, the *worker*, appends; a thread of the recording's own, the *writer*,
/// brings to disk what was appended. In between lies a bounded buffer, so that a slow disk delays nobody.
///
/// append() copies the frame into the buffer: no locked instruction, no system call, no allocation a frame (a mebibyte
/// of buffer at a time). The writer writes what there is when it is told to (flush()) and when a mebibyte is full, and
/// publishes afterwards how many frames a reader can see. When the buffer is full, the newest frames are *not
/// recorded*: they are counted, and a comment on the next frame that is recorded says how many there were. A disk that
/// is full is a slow disk: the writer tries again until there is room, unless the recording is finishing.
///
/// At every moment, the frames given to append() are those in the file, those in the buffer and those not recorded.
///
/// Threads: the functions of the first group are the worker's; all others may be called from any thread at any time.
class Recording {
public:
    /// Makes the first file (mode 0600) and locks it with flock(2) while it is written, so that recovery and other
    /// captures can tell that it is in use. Errors: NameTaken, Invalid (a device, folder or pipe), Busy (a running
    /// capture writes to it; names the process), System.
    [[nodiscard]] static Result<std::shared_ptr<Recording>> create(const std::filesystem::path& path,
                                                                   const RecordingOptions& options = {},
                                                                   Syscalls& syscalls = Syscalls::real());
    /// Finishes without statistics, unless finish() was called. Waits at most 100 ms for the disk; what is left then is
    /// written by a thread that nobody waits for.
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    // --- The worker's ---

    /// Adds an interface: its description stands in each file before its first frame. What it returns is the
    /// Frame::interfaceId of its frames. Error NoSpace: there are 65,536 already.
    [[nodiscard]] Result<std::uint32_t> addInterface(const CaptureInterface& interface);
    /// Appends a frame of an interface that was added; Frame::number is ignored. False: it is not recorded (counted).
    bool append(const Frame& frame);
    /// RingOptions::last is reached: append() takes nothing more, and counts nothing.
    [[nodiscard]] bool isComplete() const noexcept { return isComplete_; }
    /// Notes a gap in an interface's frames, e.g. "Capture resumed after 3 s without the device": a comment on its next
    /// frame, or on its statistics when no frame follows.
    void gap(std::uint32_t interfaceId, std::string_view text);
    /// Appends a statistics block at this place: what an interface has received and lost so far. What was not recorded
    /// is added to `droppedSystem`. False: the buffer is full.
    bool append(const CaptureStatistics& statistics);
    /// Appends a block that is not a frame (secrets, names): its type and what stands between its two lengths, in this
    /// machine's byte order. False: the buffer is full.
    bool appendBlock(std::uint32_t type, Bytes body);
    /// Has the writer write what was appended; does not wait. To be called at least every 50 ms while frames come, and
    /// every second or so otherwise: a file whose time is over is changed here.
    void flush();
    /// The end: has the writer write the rest and a statistics block an interface, then close the file. Does not wait.
    /// `statistics` hold what the interfaces received and lost; what was not recorded is added to `droppedSystem`.
    void finish(std::vector<CaptureStatistics> statistics);

    // --- Any thread's ---

    /// One consistent set of numbers: some atomic loads.
    [[nodiscard]] RecordingStatus status() const noexcept;
    /// What is wrong now (RecordingStatus::trouble), or why it failed. Nothing otherwise.
    [[nodiscard]] std::optional<Error> error() const;
    /// Flushes and waits until all that was appended is in the file, or the recording has ended. After finish(): until
    /// the recording has ended. False: it takes longer than that.
    [[nodiscard]] bool settle(std::chrono::milliseconds atMost);
    /// Gives up what the disk has not taken: the recording ends with what is in the file, the rest is not recorded.
    /// Does not wait for the disk.
    void abandon();
    /// The frames that can be read. Null when RecordingOptions::keepsIndex is false.
    [[nodiscard]] std::shared_ptr<const FrameStore> store() const;
    /// The file that is written now; of a ring, the newest.
    [[nodiscard]] std::filesystem::path path() const;

private:
    Recording(std::shared_ptr<RecordingWriter> writer, std::shared_ptr<StorePart> part,
              const RecordingOptions& options);

    struct Interface {
        CaptureInterface description;
        std::uint64_t recorded = 0, notRecorded = 0; ///< frames
        std::string gap;                             ///< to be noted
    };

    [[nodiscard]] bool appendWithCare(Frame frame);
    [[nodiscard]] bool put(const Frame& frame);
    [[nodiscard]] bool putBlock(Bytes block);
    [[nodiscard]] bool beginFile();
    [[nodiscard]] bool nextChunk();
    [[nodiscard]] bool describe(std::size_t interfaces);
    [[nodiscard]] std::string remarks(const Frame& frame) const;
    void tookRemarks(Interface& interface);
    [[nodiscard]] CaptureStatistics completed(CaptureStatistics statistics) const;
    [[nodiscard]] bool isFileOver() const noexcept;
    /// Notes that it is complete when the file that is over was the last.
    [[nodiscard]] bool becomesComplete() noexcept;
    [[nodiscard]] bool refuse(const Frame& frame);
    void took(std::size_t bytes, std::uint32_t frames) noexcept;

    std::shared_ptr<RecordingWriter> writer_;
    std::thread thread_;
    RingOptions ring_;
    bool keepsIndex_;

    // The worker's.
    std::vector<Interface> interfaces_;
    std::size_t described_ = 0; ///< interfaces whose blocks are in the current file
    std::shared_ptr<StorePart> part_;
    Chunk* chunk_ = nullptr;
    Chunk::Fill fill_; ///< of chunk_
    std::uint64_t fileBytes_ = 0, fileFrames_ = 0;
    std::uint64_t bytes_ = 0, frames_ = 0, flushedBytes_ = 0; ///< of all files
    std::chrono::steady_clock::time_point fileBegun_;
    bool isFileOver_ = false;   ///< its time is over
    bool isComplete_ = false;   ///< and it was the last
    std::uint32_t begun_ = 1;   ///< files
    std::uint64_t missing_ = 0; ///< frames not recorded since the last one that was
    bool hasRemarks_ = false;
    bool isFinished_ = false;
};

} // namespace tapscope
