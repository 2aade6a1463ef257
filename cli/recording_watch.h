#pragma once

#include "interruption.h"

#include <store/recording.h>

#include <memory>

namespace tapscope::cli {

/// Reports problems of a recording's disk on standard error, and waits for the recording at the end.
class RecordingWatch {
public:
    explicit RecordingWatch(std::shared_ptr<Recording> recording) : recording_(std::move(recording)) {}

    /// Reports a problem once, and when it is over. False if the file has been deleted, so that nothing recorded now
    /// would be kept.
    [[nodiscard]] bool look();
    /// Waits until the recording has ended; reports how much is left to write, and discards it at another signal.
    /// Errors: frames were discarded, writing failed, or the file is gone.
    [[nodiscard]] Result<void> finish(Interruption& interruption);

private:
    std::shared_ptr<Recording> recording_;
    RecordingStatus::Trouble told_ = RecordingStatus::Trouble::None;
};

} // namespace tapscope::cli
