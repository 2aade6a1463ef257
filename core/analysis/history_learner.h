#pragma once

#include <decode/decode_as.h>
#include <decode/history.h>
#include <decode/registry.h>
#include <store/frame_store.h>

#include <analysis/leavable_thread.h>
#include <analysis/marked_frames.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace tapscope {

/// Reads a capture once, in order, on its own thread, and fills its History; continues as frames arrive.
///
/// With limits it also reassembles data that several frames carry, and shares facts with `base`, an earlier history of
/// the same capture (see History). Nothing is learned from ignored frames (null: there are none). When the capture is
/// whole and learned, the memory that only learning needs is given back.
///
/// Any thread may ask for the history and wait for it. The owner creates and destroys the object. Destroying it ends
/// the thread, or abandons it if a decoder does not return. The registry must outlive the object.
class HistoryLearner {
public:
    HistoryLearner(std::shared_ptr<const FrameStore> store, const DecoderRegistry& registry, DecodeAsList decodeAs = {},
                   const std::optional<ReassemblyLimits>& reassembly = {},
                   std::shared_ptr<const MarkedFrames> ignored = {}, std::shared_ptr<const History> base = {});
    ~HistoryLearner();
    HistoryLearner(const HistoryLearner&) = delete;
    HistoryLearner& operator=(const HistoryLearner&) = delete;

    /// May be kept after the learner is destroyed.
    [[nodiscard]] const std::shared_ptr<const History>& history() const noexcept { return readable_; }
    /// Learns new frames if the store has grown. Never blocks.
    void proceed() noexcept;
    /// Waits until a frame of the store is learned; returns false if asked to stop before. A frame that cannot be read
    /// counts as learned, without facts.
    bool waitFor(FrameNumber frame, const std::stop_token& stop);

private:
    struct Learning;
    std::shared_ptr<Learning> learning_; ///< shared with its thread
    std::shared_ptr<const History> readable_;
    LeavableThread thread_;
};

} // namespace tapscope
