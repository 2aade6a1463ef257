#pragma once

#include <store/frame_reader.h>

#include <analysis/shown_capture.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tapscope {

/// The comments on the frames of a capture: those of its file, changed as the user has asked. One thread.
class FrameComments {
public:
    explicit FrameComments(const ShownCapture& capture) : store_(capture.store), notes_(capture.notes) {}

    /// For FrameFacts::comments; valid until the next call. Nothing for a frame without any. A frame that can't be read
    /// a second time has the one comment that it came with.
    [[nodiscard]] std::optional<std::span<const std::string>> of(const Frame& frame);

private:
    std::shared_ptr<const FrameStore> store_;
    std::shared_ptr<const CaptureNotes> notes_;
    std::optional<FrameReader> reader_; ///< made for the first frame that has a comment
    std::vector<std::string> texts_;
};

} // namespace tapscope
