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

/// Records frames to pcapng files. One thread, the *worker*, appends. The recording's own thread, the *writer*, writes
/// to disk what was appended. A bounded buffer between them keeps a slow disk from delaying anything else.
///
/// append() copies the frame into the buffer, without a locked instruction, a system call or an allocation per frame
/// (the buffer grows by a mebibyte at a time). The writer writes when flush() asks for it and when a mebibyte is full,
/// and then publishes the number of frames that readers can see. If the buffer is full, the newest frames are *not
/// recorded*: they are counted, and a comment on the next recorded frame gives their number. A full disk is treated as
/// a slow one: the writer tries again until there is room, unless the recording is finishing.
///
/// At every moment, each frame given to append() is either in the file, in the buffer, or counted as not recorded.
///
/// Threads: the functions of the first group are for the worker; all others may be called from any thread at any time.
class Recording {
public:
    /// Creates the first file (mode 0600) and locks it with flock(2) while it is written, so that recovery and other
    /// captures can see that it is in use. Errors: NameTaken, Invalid (a device, folder or pipe), Busy (a running
    /// capture writes to it; names the process), System.
    [[nodiscard]] static Result<std::shared_ptr<Recording>> create(const std::filesystem::path& path,
                                                                   const RecordingOptions& options = {},
                                                                   Syscalls& syscalls = Syscalls::real());
    /// Finishes without statistics, unless finish() was called. Waits at most 100 ms for the disk; an abandoned thread
    /// writes the rest.
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    // --- For the worker ---

    /// Adds an interface, whose description precedes its first frame in each file. Returns the Frame::interfaceId of
    /// its frames. Error: NoSpace (there are 65,536 interfaces already).
    [[nodiscard]] Result<std::uint32_t> addInterface(const CaptureInterface& interface);
    /// Appends a frame of an added interface; Frame::number is ignored. Returns false if it is not recorded (but
    /// counted).
    bool append(const Frame& frame);
    /// Whether RingOptions::last is reached. append() then accepts and counts nothing more.
    [[nodiscard]] bool isComplete() const noexcept { return isComplete_; }
    /// Notes a gap in an interface's frames, e.g. "Capture resumed after 3 s without the device", as a comment on its
    /// next frame, or on its statistics if no frame follows.
    void gap(std::uint32_t interfaceId, std::string_view text);
    /// Appends a statistics block here: what an interface has received and lost so far. The number of frames not
    /// recorded is added to `droppedSystem`. Returns false if the buffer is full.
    bool append(const CaptureStatistics& statistics);
    /// Appends a block that is not a frame (secrets, names). `body` is the part between its two lengths, in this
    /// machine's byte order. Returns false if the buffer is full.
    bool appendBlock(std::uint32_t type, Bytes body);
    /// Asks the writer to write what was appended; does not wait. Must be called at least every 50 ms while frames
    /// arrive, and about every second otherwise, because it also changes to the next file when the current one's time
    /// is over.
    void flush();
    /// Ends the recording: the writer writes the rest and a statistics block per interface, then closes the file. Does
    /// not wait. `statistics` are what the interfaces received and lost; the number of frames not recorded is added to
    /// `droppedSystem`.
    void finish(std::vector<CaptureStatistics> statistics);

    // --- For any thread ---

    /// One consistent set of numbers; costs a few atomic loads.
    [[nodiscard]] RecordingStatus status() const noexcept;
    /// The current problem (RecordingStatus::trouble), or the reason why the recording failed. Nothing otherwise.
    [[nodiscard]] std::optional<Error> error() const;
    /// Flushes, and waits until everything appended is in the file or the recording has ended. After finish(), waits
    /// until the recording has ended. Returns false if that takes longer than `atMost`.
    [[nodiscard]] bool settle(std::chrono::milliseconds atMost);
    /// Gives up the data that the disk has not accepted. The recording ends with the current content of the file, and
    /// the rest counts as not recorded. Does not wait for the disk.
    void abandon();
    /// The readable frames. Null if RecordingOptions::keepsIndex is false.
    [[nodiscard]] std::shared_ptr<const FrameStore> store() const;
    /// The file that is being written; for a ring, the newest.
    [[nodiscard]] std::filesystem::path path() const;

private:
    Recording(std::shared_ptr<RecordingWriter> writer, std::shared_ptr<StorePart> part,
              const RecordingOptions& options);

    struct Interface {
        CaptureInterface description;
        std::uint64_t recorded = 0, notRecorded = 0; ///< frames
        std::string gap;                             ///< not noted yet
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
    /// Sets isComplete_ if the file that is over was the last one.
    [[nodiscard]] bool becomesComplete() noexcept;
    [[nodiscard]] bool refuse(const Frame& frame);
    void took(std::size_t bytes, std::uint32_t frames) noexcept;

    std::shared_ptr<RecordingWriter> writer_;
    std::thread thread_;
    RingOptions ring_;
    bool keepsIndex_;

    // For the worker.
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
    std::uint64_t missing_ = 0; ///< frames not recorded since the last recorded one
    bool hasRemarks_ = false;
    bool isFinished_ = false;
};

} // namespace tapscope
