#pragma once

#include <base/error.h>
#include <inject/finished_frames.h>

#include <settings/settings.h>

namespace tapscope {

/// The choice that exporters offer for frames with unfinished work (Offload): to save them unchanged, or as they would
/// appear on a wire, with finished checksums and cut into segments. A frame that cannot be finished is saved unchanged.
class WireFrames {
public:
    /// The setting, for an exporter's schema.
    [[nodiscard]] static Setting setting() {
        return {.key = "segments",
                .title = "Large frames",
                .type = SettingType::Choice,
                .defaultValue = "keep",
                .help = "split saves what a wire would see of frames that a device was to cut into segments, and "
                        "finishes checksums; keys, names and statistics of the file are not saved then",
                .choices = {"keep", "split"}};
    }
    explicit WireFrames(const Settings& settings) : splits_(settings.text("segments") == "split") {}

    /// Whether frames are saved as they would appear on a wire.
    [[nodiscard]] bool splits() const noexcept { return splits_; }

    /// Calls `perFrame(const Frame&)`, which returns Result<void>, for the frame or for the frames that a wire would
    /// carry.
    template <typename PerFrame>
    [[nodiscard]] Result<void> of(const Frame& frame, PerFrame perFrame) {
        finished_.clear();
        if (!splits_ || frame.offload.isDone() || frame.bytes.size() < frame.originalLength ||
            !finished_.add(frame).empty())
            return perFrame(frame);
        for (const Frame& each : finished_.frames()) {
            if (auto done = perFrame(each); !done)
                return done;
        }
        return {};
    }

private:
    bool splits_;
    FinishedFrames finished_;
};

} // namespace tapscope
