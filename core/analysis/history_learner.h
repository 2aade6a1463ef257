#pragma once

#include <decode/decode_as.h>
#include <decode/history.h>
#include <decode/registry.h>
#include <store/frame_store.h>

#include <analysis/leavable_thread.h>

#include <memory>
#include <optional>
#include <stop_token>

namespace tapscope {

/// Reads a capture once, in order, on a thread of its own, and fills its History; goes on as frames arrive.
///
/// With limits it also puts together what several frames carry (see History).
///
/// Any thread may ask for the history and wait for it. The object is made and destroyed by its owner; destroying it
/// ends the thread, or leaves it behind in a decoder that does not return. The registry must outlive it.
class HistoryLearner {
public:
    HistoryLearner(std::shared_ptr<const FrameStore> store, const DecoderRegistry& registry, DecodeAsList decodeAs = {},
                   const std::optional<ReassemblyLimits>& reassembly = {});
    ~HistoryLearner();
    HistoryLearner(const HistoryLearner&) = delete;
    HistoryLearner& operator=(const HistoryLearner&) = delete;

    /// Outlives the learner for those who keep it.
    [[nodiscard]] const std::shared_ptr<const History>& history() const noexcept { return readable_; }
    /// The store may have grown: learn what is new. Never blocks.
    void proceed() noexcept;
    /// Waits until a frame of the store is learned; false when asked to stop before. A frame that cannot be read counts
    /// as learned: nothing is known of it.
    bool waitFor(FrameNumber frame, const std::stop_token& stop);

private:
    struct Learning;
    std::shared_ptr<Learning> learning_; ///< what its thread owns, too
    std::shared_ptr<const History> readable_;
    LeavableThread thread_;
};

} // namespace tapscope
