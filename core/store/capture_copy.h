#pragma once

#include <base/error.h>
#include <file/capture_notes.h>
#include <store/frame_store.h>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tapscope {

/// Copies a capture as pcapng: the chosen frames, and everything between them unchanged (sections, interfaces, options,
/// secrets, names, statistics, blocks that this program does not know). Where pcapng::OneSection can do so, several
/// sections of a file become one, and times finer than a nanosecond are truncated.
struct CaptureCopy {
    std::shared_ptr<const FrameStore> store;
    /// Only these frames, in ascending order; must outlive run(). Without a value: all frames that exist when run() is
    /// called.
    std::optional<std::span<const FrameNumber>> chosen = {};
    /// The last frame to examine; 0 for all frames up to the end of the capture.
    FrameNumber last = 0;
    CaptureNotes notes = {}; ///< are inserted into the copy
    std::function<void(FrameNumber done, FrameNumber total)> progress = {};
    std::stop_token stop = {};

    /// Passes the copy to `write` piece by piece, on the calling thread. Errors: those of `write`; Cancelled; Ended (a
    /// file of the capture is gone, or shorter than before) and Damaged (a file has changed), if not all chosen frames
    /// were copied.
    [[nodiscard]] Result<void> run(const std::function<Result<void>(Bytes)>& write) const;
};

/// Copies a capture that is one pcapng file (FrameStore::wholeFile()) to the beginning of an empty file, byte for byte.
/// If possible, no data is moved: the two files share their blocks on disk (FICLONE), or the kernel copies. Returns
/// false and writes nothing if the capture is not such a file or its sections are to be joined.
[[nodiscard]] Result<bool> copyWhole(const FrameStore& store, int target,
                                     const std::function<void(FrameNumber done, FrameNumber total)>& progress,
                                     const std::stop_token& stop);

} // namespace tapscope
