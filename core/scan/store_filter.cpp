#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <scan/store_filter.h>

#include <algorithm>

namespace tapscope {

StoreFilter::StoreFilter(std::shared_ptr<const FrameStore> store, std::shared_ptr<const FieldFilter> filter,
                         const DecoderRegistry& registry, std::shared_ptr<HistoryLearner> learner,
                         std::vector<FrameNumber> marked, const DecodeAsList& decodeAs)
    : store_(std::move(store)), filter_(std::move(filter)), registry_(registry), learner_(std::move(learner)),
      marked_(std::move(marked)),
      plan_(DissectionPlan::fields(registry, filter_->fields(), DissectionPlan::Columns::Unwanted, decodeAs)) {}

std::vector<FrameNumber> StoreFilter::find(FrameNumber first, FrameNumber last, const std::stop_token& stop) const {
    std::vector<FrameNumber> numbers;
    const bool needsLearner = learner_ && plan_.needsHistory();
    if (needsLearner && !learner_->waitFor(last, stop))
        return numbers;
    const Dissector dissector(registry_);
    Dissection dissection;
    FilterScratch scratch;
    FrameReader reader(store_);
    FrameFacts facts{.firstTime = store_->entry(1).timestamp(),
                     .history = needsLearner ? learner_->history().get() : nullptr};
    for (FrameNumber number = first; number <= last && !stop.stop_requested(); ++number) {
        const auto frame = reader.read(number);
        if (!frame)
            continue;
        facts.interfaceName = store_->interface(frame->interfaceId).name;
        facts.previousTime = store_->entry(number == 1 ? 1 : number - 1).timestamp();
        facts.marked = std::ranges::binary_search(marked_, number);
        dissector.dissect(*frame, plan_, dissection, facts);
        if (filter_->matches(dissection, scratch))
            numbers.push_back(number);
    }
    return numbers;
}

} // namespace tapscope
