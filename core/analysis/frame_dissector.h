#pragma once

#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/frame_comments.h>

namespace tapscope {

/// Dissects frames of a capture with all that is known of them. One thread; the capture and the plan have to outlive
/// it. For frames that are learned, where the plan needs that.
class FrameDissector {
public:
    FrameDissector(const ShownCapture& capture, const DissectionPlan& plan);

    /// The frame as the reader gives it, dissected; valid until the next call.
    const Dissection& dissect(const Frame& frame);
    /// Newly learned frames tell more from now on: call it before a run of frames.
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
