#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <objects/captured_objects.h>

#include <utility>

namespace tapscope {
namespace {

/// Calls `look` for each frame, in order.
template <typename Look>
Result<void> forEachFrame(const ShownCapture& capture, FrameNumber last, const std::stop_token& stop, Look look) {
    FrameReader reader(capture.store);
    constexpr FrameNumber lookEvery = 1024;
    for (FrameNumber number = capture.store->first(); number <= last; ++number) {
        if (number % lookEvery == 0 && stop.stop_requested())
            return failure(ErrorKind::Cancelled, "export objects of", capture.store->path().string(),
                           "stopped by the user");
        const auto frame = capture.isIgnored(number) ? Result<Frame>(Frame{.number = number}) : reader.read(number);
        if (!frame && number < capture.store->first()) // a ring has removed it
            continue;
        if (!frame)
            return std::unexpected(frame.error());
        look(*frame);
    }
    return {};
}

} // namespace

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
    std::shared_ptr<const History> history = capture.joined;
    const bool isKnown = history && history->learned() >= last;
    constexpr int half = 50, whole = 100;
    if (!isKnown) {
        auto learned = std::make_shared<History>(ReassemblyLimits{});
        const auto plan = DissectionPlan::learning(*capture.registry, capture.decodeAs);
        const auto done = forEachFrame(capture, last, stop, [&](const Frame& frame) {
            dissector.dissect(frame, plan, dissection, {.learning = learned.get()});
            tell(frame.number, 0, half);
        });
        if (!done)
            return std::unexpected(done.error());
        history = std::move(learned);
    }
    ObjectCollector collector(*capture.registry, protocol);
    const auto plan = DissectionPlan::fields(*capture.registry, collector.fields(), DissectionPlan::Columns::Wanted,
                                             capture.decodeAs);
    const auto done = forEachFrame(capture, last, stop, [&](const Frame& frame) {
        dissector.dissect(frame, plan, dissection, {.history = HistoryView(history.get())});
        collector.take(dissection);
        tell(frame.number, isKnown ? 0 : half, whole);
    });
    if (!done)
        return std::unexpected(done.error());
    collector.finish();
    return CapturedObjects{.objects = std::move(collector.objects()), .leftOut = collector.leftOut()};
}

} // namespace tapscope
