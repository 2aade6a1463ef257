#pragma once

#include <decode/decode_as.h>
#include <decode/registry.h>
#include <file/capture_notes.h>
#include <store/frame_store.h>

#include <analysis/history_learner.h>

#include <algorithm>
#include <memory>
#include <stop_token>
#include <vector>

namespace tapscope {

/// The frames that a user has marked, ascending.
using MarkedFrames = std::vector<FrameNumber>;

/// A capture and all that decides what its frames say: one value, which is given on whole. A store that grows does not
/// change it. Copies share what is large.
struct ShownCapture {
    std::shared_ptr<const FrameStore> store;   ///< null: no capture
    const DecoderRegistry* registry = nullptr; ///< never null where there is a store
    /// With what several frames carry put together; null: not yet.
    std::shared_ptr<const History> joined = {};
    std::shared_ptr<HistoryLearner> learner = {};    ///< null: each frame tells what it tells on its own
    DecodeAsList decodeAs = {};                      ///< the user's word on ports and ethertypes
    std::shared_ptr<const MarkedFrames> marked = {}; ///< null: none
    std::shared_ptr<const CaptureNotes> notes = {};  ///< comments that differ from the file's; null: none

    /// Whether its frames say what they say in another one: all but the marks, and what is put together by now.
    [[nodiscard]] bool isDecodedAs(const ShownCapture& other) const noexcept {
        return store == other.store && registry == other.registry && learner == other.learner;
    }
    [[nodiscard]] bool isMarked(FrameNumber frame) const noexcept {
        return marked && std::ranges::binary_search(*marked, frame);
    }
    [[nodiscard]] const History* history() const noexcept { return learner ? learner->history().get() : nullptr; }
    /// Waits until frames up to `last` are learned, for StoreScan::ready.
    [[nodiscard]] bool waitUntilLearned(FrameNumber last, const std::stop_token& stop) const {
        return !learner || learner->waitFor(last, stop);
    }
};

} // namespace tapscope
