#include <decode/dissector.h>

#include <analysis/whole_history.h>
#include <objects/captured_objects.h>

#include <utility>

namespace tapscope {

Result<CapturedObjects> collectObjects(const ShownCapture& capture, ObjectProtocol protocol,
                                       const std::stop_token& stop, const std::function<void(int)>& progress) {
    const FrameNumber last = capture.store->count();
    const Dissector dissector(*capture.registry);
    Dissection dissection;
    auto tell = [&, told = -1](FrameNumber number, int from, int to) mutable {
        const int percent =
            from + static_cast<int>(number * static_cast<FrameNumber>(to - from) / std::max<FrameNumber>(last, 1));
        if (progress && percent != std::exchange(told, percent))
            progress(percent);
    };
    constexpr int half = 50, whole = 100;
    int before = 0; // percent, in the first pass
    const auto history = wholeHistory(capture, stop, [&](FrameNumber learned) {
        tell(learned, 0, half);
        before = half;
    });
    if (!history)
        return std::unexpected(history.error());
    ObjectCollector collector(*capture.registry, protocol);
    const auto plan = DissectionPlan::fields(*capture.registry, collector.fields(), DissectionPlan::Columns::Wanted,
                                             capture.decodeAs);
    const FrameFacts facts{.history = HistoryView(history->get())};
    const auto done = readInOrder(capture, last, stop, [&](const Frame& frame) {
        dissector.dissect(frame, plan, dissection, facts);
        collector.take(dissection);
        tell(frame.number, before, whole);
    });
    if (!done)
        return std::unexpected(done.error());
    collector.finish();
    return CapturedObjects{.objects = std::move(collector.objects()), .leftOut = collector.leftOut()};
}

} // namespace tapscope
