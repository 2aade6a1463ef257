#include "chunk_learner.h"

namespace tapscope::cli {
namespace {

History historyFor(ChunkLearner::Examined examined) {
    return examined == ChunkLearner::Examined::Afterwards ? History(ReassemblyLimits{})
                                                          : History(History::Facts::Unpacked);
}

} // namespace

ChunkLearner::ChunkLearner(const DecoderRegistry& registry, const DecodeAsList& decodeAs, Examined examined)
    : examined_(examined), dissector_(registry), plan_(DissectionPlan::learning(registry, decodeAs)),
      history_(historyFor(examined)) {}

void ChunkLearner::learn(const FrameChunk& chunk) {
    History& history = startPass(chunk);
    for (const Frame& frame : chunk.frames)
        dissector_.dissect(frame, plan_, dissection_, {.learning = &history});
    if (examined_ == Examined::Afterwards || chunk.frames.empty())
        return;
    HistoryView view(&history);
    const std::scoped_lock lock(mutex_);
    views_.emplace(chunk.frames.front().number, std::move(view));
}

History& ChunkLearner::startPass(const FrameChunk& chunk) {
    // The views of earlier chunks keep what they need.
    if (examined_ == Examined::Soon && !chunk.frames.empty())
        history_.forgetBefore(chunk.frames.front().number);
    return history_;
}

HistoryView ChunkLearner::viewOf(const FrameChunk& chunk) {
    if (examined_ == Examined::Afterwards)
        return HistoryView(&history_);
    if (chunk.frames.empty())
        return {};
    const std::scoped_lock lock(mutex_);
    auto taken = views_.extract(chunk.frames.front().number);
    return taken ? std::move(taken.mapped()) : HistoryView();
}

} // namespace tapscope::cli
