#pragma once

#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/frame_comments.h>

#include <optional>

namespace tapscope {

/// Dissects frames of a capture with everything that is known about them. For an ignored frame, it gives only the
/// frame's own fields (frame.number and so on). One thread; the capture and the plan must outlive it. If the plan needs
/// history, the frames must be learned.
class FrameDissector {
public:
    FrameDissector(const ShownCapture& capture, const DissectionPlan& plan);

    /// Dissects a frame from a reader. The result is valid until the next call.
    const Dissection& dissect(const Frame& frame);
    /// Uses the facts of newly learned frames from now on. To be called before a run of frames.
    void refresh() noexcept { facts_.history = HistoryView(capture_.history()); }

private:
    const ShownCapture& capture_;
    const DissectionPlan& plan_;
    std::optional<DissectionPlan> ignoring_; ///< for ignored frames, if there are any
    Dissector dissector_;
    Dissection dissection_;
    FrameFacts facts_;
    FrameComments comments_;
};

/// The fields of the frame itself that a plan wants, without those that need its layers to be decoded: a plan for
/// ignored frames.
[[nodiscard]] DissectionPlan planForIgnored(const DecoderRegistry& registry, const DissectionPlan& plan);

} // namespace tapscope
