#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tapscope {

/// When a recording continues in another file, and how many files are kept. Without values: never, and all.
///
/// With any of these, files are named by number and opening time, as by dumpcap: trace.pcapng becomes
/// trace_00001_20260101120000.pcapng.
struct RingOptions {
    std::optional<std::uint64_t> bytes;                ///< a file that reaches this size is followed by the next
    std::optional<std::uint64_t> frames;               ///< the same, in frames
    std::optional<std::chrono::milliseconds> duration; ///< the same, since the file was begun
    std::optional<std::uint32_t> files;                ///< 1 or more; if there are more files, the oldest is removed
    std::optional<std::uint32_t> last; ///< 1 or more; after this many full files, no more frames are accepted

    /// Whether there can be a second file.
    [[nodiscard]] bool isUsed() const noexcept { return bytes || frames || duration; }
};

struct RecordingOptions {
    /// What to do if the name exists already.
    enum class Existing : std::uint8_t {
        Refuse,
        Replace ///< replaces a regular file that no capture writes to, or the target of a link; programs that have the
                ///< old file open keep it
    };

    Existing existing = Existing::Refuse;
    bool keepsIndex = true; ///< 16 bytes of memory per frame, for reading frames by number while it grows
    std::size_t bufferSize = std::size_t{256} << 20; ///< bytes that may wait for the disk; at least two mebibytes
    RingOptions ring;
};

} // namespace tapscope
