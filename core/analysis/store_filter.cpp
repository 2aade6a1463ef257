#include <analysis/frame_dissector.h>
#include <analysis/store_filter.h>

#include <optional>

namespace tapscope {
namespace {

struct FilterWorker {
    FilterWorker(const ShownCapture& capture, const DissectionPlan& plan) : dissector(capture, plan) {}

    FrameDissector dissector;
    FilterScratch scratch;
};

} // namespace

StoreFilter::StoreFilter(ShownCapture capture, std::shared_ptr<const FieldFilter> filter)
    : capture_(std::move(capture)), filter_(std::move(filter)),
      plan_(DissectionPlan::fields(*capture_.registry, filter_->fields(), DissectionPlan::Columns::Unwanted,
                                   capture_.decodeAs)) {}

Result<void> StoreFilter::find(FrameNumber first, FrameNumber last, const Found& found,
                               const std::stop_token& stop) const {
    StoreScan scan{.store = capture_.store, .first = first, .last = last, .stop = stop};
    if (plan_.needsHistory())
        scan.ready = [this](FrameNumber wanted, const std::stop_token& asked) {
            return capture_.waitUntilLearned(wanted, asked);
        };
    return scan.run([&] {
        return
            [&, worker = std::make_unique<FilterWorker>(capture_, plan_)](const ScanPart& part, FrameReader& reader) {
                std::vector<FrameNumber> numbers;
                std::optional<Error> unreadable;
                FrameNumber examined = part.highest();
                worker->dissector.refresh();
                for (std::size_t i = 0; i < part.size() && !unreadable; ++i) {
                    if (stop.stop_requested()) {
                        examined = part[i] - 1;
                        break;
                    }
                    const auto frame = reader.read(part[i]);
                    if (frame && filter_->matches(worker->dissector.dissect(*frame), worker->scratch))
                        numbers.push_back(part[i]);
                    if (!frame && part[i] >= capture_.store->first()) { // a ring of files has not removed it
                        unreadable = frame.error();
                        examined = part[i] - 1;
                    }
                }
                return StoreScan::Delivery([&found, numbers = std::move(numbers), examined,
                                            unreadable = std::move(unreadable)]() mutable -> Result<StoreScan::Next> {
                    found(std::move(numbers), examined);
                    if (unreadable)
                        return std::unexpected(std::move(*unreadable));
                    return StoreScan::Next::GoOn;
                });
            };
    });
}

} // namespace tapscope
