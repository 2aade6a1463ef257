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

/// A way through the files of a capture that gives them as pcapng: the chosen frames, and all that stands between them
/// as it is (sections, interfaces, options, secrets, names, statistics, blocks that this program does not know).
/// Several sections of a file become one, and times finer than a nanosecond are cut, where pcapng::OneSection can do
/// it.
struct CaptureCopy {
    std::shared_ptr<const FrameStore> store;
    /// Only these frames, ascending; they have to outlive run(). Otherwise all that are there when it is called.
    std::optional<std::span<const FrameNumber>> chosen = {};
    /// Nothing behind this frame is looked at; 0: all to the end of the capture.
    FrameNumber last = 0;
    CaptureNotes notes = {}; ///< are put in
    std::function<void(FrameNumber done, FrameNumber total)> progress = {};
    std::stop_token stop = {};

    /// Hands the copy over piece by piece, on the calling thread. Errors: what `write` gives; Cancelled; Ended (a file
    /// of the capture is gone, or shorter than it was), Damaged (a file has changed): not all chosen frames were
    /// copied.
    [[nodiscard]] Result<void> run(const std::function<Result<void>(Bytes)>& write) const;
};

/// Copies a capture that is one pcapng file (FrameStore::wholeFile()) to the beginning of an empty file, octet for
/// octet, where possible without moving any: the two share their blocks on the disk (FICLONE), or the kernel copies.
/// False, with nothing written, when the capture is not such a file, or its
/// sections are to become one.
[[nodiscard]] Result<bool> copyWhole(const FrameStore& store, int target,
                                     const std::function<void(FrameNumber done, FrameNumber total)>& progress,
                                     const std::stop_token& stop);

} // namespace tapscope
