#pragma once

#include <decode/decode_as.h>
#include <decode/registry.h>
#include <file/capture_notes.h>
#include <store/frame_store.h>

#include <analysis/history_learner.h>
#include <names/name_book.h>

#include <algorithm>
#include <memory>
#include <stop_token>
#include <vector>

namespace tapscope {

/// A capture and everything that determines how its frames are decoded: one value, which is always passed on as a
/// whole. A growing store does not change it. Copies share large data.
struct ShownCapture {
    std::shared_ptr<const FrameStore> store;   ///< null: no capture
    const DecoderRegistry* registry = nullptr; ///< never null if there is a store
    /// The history with reassembled data; null: not available yet.
    std::shared_ptr<const History> joined = {};
    std::shared_ptr<HistoryLearner> learner = {};     ///< null: each frame is decoded without earlier ones
    DecodeAsList decodeAs = {};                       ///< the user's choices for ports and Ethertypes
    std::shared_ptr<const MarkedFrames> marked = {};  ///< null: none
    std::shared_ptr<const MarkedFrames> ignored = {}; ///< frames that are not decoded, also by the learner; null: none
    std::shared_ptr<const CaptureNotes> notes = {};   ///< comments that differ from the file's; null: none
    std::shared_ptr<const NameBook> names = {};       ///< names of addresses and ports; null: none

    /// Whether the frames of the other value are decoded in the same way. Marks and the reassembled data so far are not
    /// compared.
    [[nodiscard]] bool isDecodedAs(const ShownCapture& other) const noexcept {
        return store == other.store && registry == other.registry && learner == other.learner;
    }
    [[nodiscard]] bool isMarked(FrameNumber frame) const noexcept {
        return marked && std::ranges::binary_search(*marked, frame);
    }
    [[nodiscard]] bool isIgnored(FrameNumber frame) const noexcept {
        return ignored && std::ranges::binary_search(*ignored, frame);
    }
    [[nodiscard]] const History* history() const noexcept { return learner ? learner->history().get() : nullptr; }
    /// Waits until the frames up to `last` are learned, for StoreScan::ready.
    [[nodiscard]] bool waitUntilLearned(FrameNumber last, const std::stop_token& stop) const {
        return !learner || learner->waitFor(last, stop);
    }
};

} // namespace tapscope
