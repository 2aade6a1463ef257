#pragma once

#include <cstddef>
#include <cstdint>

namespace tapscope {

/// A snapshot of a recording's numbers. framesWritten + framesWaiting + framesNotRecorded is the number of frames that
/// it was given.
struct RecordingStatus {
    enum class State : std::uint8_t {
        Open,      ///< accepts frames
        Finishing, ///< finish() was called; the rest is being written
        Finished,  ///< everything is in the file
        Abandoned, ///< the rest was given up
        Failed     ///< ended by an error: Recording::error()
    };
    enum class Trouble : std::uint8_t {
        None,
        CannotWrite, ///< e.g. the disk is full: the writer keeps trying, and frames wait in the buffer
        Removed      ///< the file was renamed, removed or replaced; its frames can still be read and saved
    };

    State state = State::Open;
    Trouble trouble = Trouble::None;
    std::uint64_t framesWritten = 0;     ///< whole in the files, including files that a ring has removed
    std::uint64_t framesWaiting = 0;     ///< in the buffer
    std::uint64_t framesNotRecorded = 0; ///< the buffer was full, or the recording has ended
    std::uint64_t bytesWritten = 0;      ///< of all files, including those that a ring has removed
    std::uint64_t bytesWaiting = 0;
    std::size_t bufferSize = 0; ///< bytes that may wait
    std::uint32_t filesBegun = 0;

    /// The size that the files have or will have.
    [[nodiscard]] std::uint64_t bytesTaken() const noexcept { return bytesWritten + bytesWaiting; }
    [[nodiscard]] bool hasEnded() const noexcept { return state > State::Finishing; }
};

} // namespace tapscope
