#include <base/elapsed.h>
#include <decode/registry_hold.h>

#include <analysis/frame_dissector.h>
#include <analysis/statistics_scan.h>
#include <scan/store_scan.h>

#include <vector>

namespace tapscope {
namespace {

struct Counter {
    Counter(const ShownCapture& capture, const std::shared_ptr<const StatisticsPlan>& plan)
        : dissector(capture, plan->dissection()), count(std::make_shared<StatisticsCount>(plan)) {}

    FrameDissector dissector;
    std::shared_ptr<StatisticsCount> count;
};

void countPart(Counter& counter, const ShownCapture& capture, const ScanPart& part, FrameReader& reader,
               const std::stop_token& stop) {
    const Timestamp firstTime = capture.store->startTime();
    counter.dissector.refresh();
    for (std::size_t i = 0; i < part.size() && !stop.stop_requested(); ++i) {
        if (capture.isIgnored(part[i]))
            continue;
        const auto frame = reader.read(part[i]);
        if (!frame) {
            if (!hasGone(part[i], reader))
                counter.count->takeUnreadable();
            continue;
        }
        const bool hasTime = frame->time != noTime && firstTime != noTime;
        counter.count->take(counter.dissector.dissect(*frame),
                            hasTime ? elapsed(firstTime, frame->time) : std::chrono::nanoseconds(0));
    }
}

} // namespace

Result<std::shared_ptr<StatisticsCount>>
countStatistics(const ShownCapture& capture, const std::shared_ptr<const StatisticsPlan>& plan, FrameNumber first,
                FrameNumber last, const std::stop_token& stop, const std::function<void(FrameNumber done)>& progress) {
    const RegistryHold hold(*capture.registry); // the caller's thread may be abandoned in a plugin's call
    StoreScan scan{.store = capture.store, .first = first, .last = last, .stop = stop};
    if (plan->dissection().needsHistory())
        scan.ready = [&](FrameNumber wanted, const std::stop_token& asked) {
            return capture.waitUntilLearned(wanted, asked);
        };
    if (progress)
        scan.progress = [&](FrameNumber done, FrameNumber) { progress(done); };
    std::vector<std::shared_ptr<StatisticsCount>> counts; // one a thread
    const auto done = scan.run([&] {
        auto counter = std::make_unique<Counter>(capture, plan);
        counts.push_back(counter->count);
        return [counter = std::move(counter), &capture, &stop](const ScanPart& part, FrameReader& reader) {
            countPart(*counter, capture, part, reader, stop);
            return StoreScan::Delivery();
        };
    });
    if (!done)
        return std::unexpected(done.error());
    for (std::size_t i = 1; i < counts.size(); ++i)
        counts.front()->merge(*counts[i]);
    return counts.front();
}

} // namespace tapscope
