#pragma once

#include <store/frame_reader.h>

#include <analysis/shown_capture.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tapscope {

/// The comments on the frames of a capture: those of its file, with the user's changes. For one thread.
class FrameComments {
public:
    explicit FrameComments(const ShownCapture& capture) : store_(capture.store), notes_(capture.notes) {}

    /// Returns a frame's comments for FrameFacts::comments; valid until the next call. Nothing for a frame without
    /// comments. For a frame that cannot be read a second time, only Frame::comment.
    [[nodiscard]] std::optional<std::span<const std::string>> of(const Frame& frame);

private:
    std::shared_ptr<const FrameStore> store_;
    std::shared_ptr<const CaptureNotes> notes_;
    std::optional<FrameReader> reader_; ///< created for the first frame that has a comment
    std::vector<std::string> texts_;
};

} // namespace tapscope
