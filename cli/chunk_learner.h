#pragma once

#include <decode/decode_as.h>
#include <decode/dissector.h>
#include <decode/history.h>
#include <store/file_walker.h>

#include <mutex>
#include <unordered_map>

namespace tapscope::cli {

/// Learns the chunks of a capture in order, and gives what was learned to the threads that examine them.
class ChunkLearner {
public:
    enum class Examined : std::uint8_t {
        Soon,      ///< chunk by chunk: what was learned about earlier chunks is forgotten
        Afterwards ///< when the whole capture is learned, with reassembly
    };
    ChunkLearner(const DecoderRegistry& registry, const DecodeAsList& decodeAs, Examined examined);

    /// Learns a chunk that is examined later. Chunks come in order, one at a time, here or in startPass().
    void learn(const FrameChunk& chunk);
    /// The history for a pass that learns a chunk and examines it at the same time.
    [[nodiscard]] History& startPass(const FrameChunk& chunk);
    /// What was learned about the frames of a chunk. Once for each chunk; any thread.
    [[nodiscard]] HistoryView viewOf(const FrameChunk& chunk);
    /// The plan of frames that are only learned.
    [[nodiscard]] const DissectionPlan& plan() const noexcept { return plan_; }

private:
    const Examined examined_;
    Dissector dissector_;
    DissectionPlan plan_;
    Dissection dissection_;
    History history_;
    std::mutex mutex_;                                   ///< guards the member below
    std::unordered_map<FrameNumber, HistoryView> views_; ///< by the first frame of the chunk
};

} // namespace tapscope::cli
