#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/whole_history.h>

namespace tapscope {

Result<void> readInOrder(const ShownCapture& capture, FrameNumber last, const std::stop_token& stop,
                         const std::function<void(const Frame&)>& look) {
    FrameReader reader(capture.store);
    constexpr FrameNumber lookEvery = 1024;
    for (FrameNumber number = capture.store->first(); number <= last; ++number) {
        if (number % lookEvery == 0 && stop.stop_requested())
            return failure(ErrorKind::Cancelled, "read", capture.store->path().string(), "stopped by the user");
        const auto frame = capture.isIgnored(number) ? Result<Frame>(Frame{.number = number}) : reader.read(number);
        if (!frame && number < capture.store->first()) // a ring of files has removed it
            continue;
        if (!frame)
            return std::unexpected(frame.error());
        look(*frame);
    }
    return {};
}

Result<std::shared_ptr<const History>> wholeHistory(const ShownCapture& capture, const std::stop_token& stop,
                                                    const std::function<void(FrameNumber)>& progress) {
    const FrameNumber last = capture.store->count();
    if (capture.joined && capture.joined->learned() >= last)
        return capture.joined;
    auto history = std::make_shared<History>(ReassemblyLimits{});
    const auto plan = DissectionPlan::learning(*capture.registry, capture.decodeAs);
    const Dissector dissector(*capture.registry);
    Dissection dissection;
    const auto done = readInOrder(capture, last, stop, [&](const Frame& frame) {
        dissector.dissect(frame, plan, dissection, {.learning = history.get()});
        if (progress)
            progress(frame.number);
    });
    if (!done)
        return std::unexpected(done.error());
    return history;
}

} // namespace tapscope
