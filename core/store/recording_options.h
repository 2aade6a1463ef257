#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tapscope {

/// When a recording goes on in another file, and how many files stay. Absent = never; all stay.
///
/// With any of these the files are named as dumpcap names them, by number and time of opening: trace.pcapng becomes
/// trace_00001_20260101120000.pcapng.
struct RingOptions {
    std::optional<std::uint64_t> bytes;                ///< a file of at least so many is followed by the next
    std::optional<std::uint64_t> frames;               ///< the same, in frames
    std::optional<std::chrono::milliseconds> duration; ///< the same, since the file was begun
    std::optional<std::uint32_t> files;                ///< 1 or more; when there would be more, the oldest is removed
    std::optional<std::uint32_t> last;                 ///< 1 or more; when so many are full, nothing more is taken

    /// Whether there is ever a second file.
    [[nodiscard]] bool isUsed() const noexcept { return bytes || frames || duration; }
};

struct RecordingOptions {
    /// What to do when something of that name is there already.
    enum class Existing : std::uint8_t {
        Refuse,
        Replace ///< a regular file that no capture writes to, or the one that a link leads to; it stays as it was for
                ///< those who have it open
    };

    Existing existing = Existing::Refuse;
    bool keepsIndex = true; ///< 16 bytes of memory a frame, for those who read frames by number while it grows
    std::size_t bufferSize = std::size_t{256} << 20; ///< bytes that may wait for the disk; at least two mebibytes
    RingOptions ring;
};

} // namespace tapscope
