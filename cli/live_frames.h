#pragma once

#include "replaceable_filter.h"

#include <file/capture_interface.h>
#include <inject/injector.h>

#include <scan/file_scan.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace tapscope::cli {

/// The frames of a running capture for a printing thread. Copies wait in bounded memory; frames that do not fit because
/// printing is too slow are counted.
class LiveFrames {
public:
    /// Which frames are accepted.
    struct Wanted {
        std::optional<std::uint64_t> most;                         ///< how many; absent: all
        std::shared_ptr<const ReplaceableFilter> filter = nullptr; ///< null: all
    };

    LiveFrames(const CaptureInterface& interface, Wanted wanted);

    /// The store that the frames belong to.
    [[nodiscard]] const CaptureInterface& interface() const { return interfaces_.front().description; }
    /// The observer that the capture passes its frames to; it may outlive this object.
    [[nodiscard]] std::unique_ptr<Injector> observer() const;
    /// Moves the waiting frames into a chunk, with consecutive numbers; false if there are none. Call on one thread
    /// only.
    [[nodiscard]] bool take(FrameChunk& chunk);
    [[nodiscard]] std::uint64_t lost() const;

private:
    struct Waiting;
    class Observer;

    std::shared_ptr<Waiting> waiting_;
    InterfaceList interfaces_;
    Wanted wanted_;
    FrameNumber number_ = 0;
    Timestamp firstTime_{}, previousTime_{};
};

} // namespace tapscope::cli
