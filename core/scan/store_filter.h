#pragma once

#include <decode/plan.h>
#include <decode/registry.h>
#include <filter/field_filter.h>
#include <store/frame_store.h>

#include <analysis/history_learner.h>

#include <memory>
#include <stop_token>
#include <vector>

namespace tapscope {

/// What to look for in a store, settled once and shared by the threads that look. Immutable.
class StoreFilter {
public:
    /// `marked` are the frames that the user has marked, ascending. Without a `learner`, fields that depend on earlier
    /// frames tell what a frame on its own tells.
    StoreFilter(std::shared_ptr<const FrameStore> store, std::shared_ptr<const FieldFilter> filter,
                const DecoderRegistry& registry, std::shared_ptr<HistoryLearner> learner = nullptr,
                std::vector<FrameNumber> marked = {}, const DecodeAsList& decodeAs = {});

    /// Those of the frames `first` to `last` that pass, ascending, on the calling thread. Where the filter depends on
    /// earlier frames it waits until they are learned. Frames that cannot be read do not pass. Ends early, with what
    /// was found so far, when asked to stop.
    [[nodiscard]] std::vector<FrameNumber> find(FrameNumber first, FrameNumber last, const std::stop_token& stop) const;

private:
    std::shared_ptr<const FrameStore> store_;
    std::shared_ptr<const FieldFilter> filter_;
    const DecoderRegistry& registry_;
    std::shared_ptr<HistoryLearner> learner_;
    std::vector<FrameNumber> marked_;
    DissectionPlan plan_;
};

} // namespace tapscope
