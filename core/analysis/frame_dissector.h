#pragma once

#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/frame_comments.h>

namespace tapscope {

/// Dissects frames of a capture with all facts that are known about them. For one thread; the capture and the plan must
/// outlive it. If the plan needs the history, the frames must be learned.
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
    Dissector dissector_;
    Dissection dissection_;
    FrameFacts facts_;
    FrameComments comments_;
};

} // namespace tapscope
