#pragma once

#include "interruption.h"

#include <store/recording.h>

#include <memory>

namespace tapscope::cli {

/// Tells on stderr what the disk does to a recording, and waits for it in the end.
class RecordingWatch {
public:
    explicit RecordingWatch(std::shared_ptr<Recording> recording) : recording_(std::move(recording)) {}

    /// Says what is wrong, once, and when it is right again. False when nothing that is recorded now would be kept: the
    /// file has no name any more.
    [[nodiscard]] bool look();
    /// Waits until the recording has ended; says what is left to write, and gives it up at another signal. Errors: what
    /// was given up, why it failed, or that the file is gone.
    [[nodiscard]] Result<void> finish(Interruption& interruption);

private:
    std::shared_ptr<Recording> recording_;
    RecordingStatus::Trouble told_ = RecordingStatus::Trouble::None;
};

} // namespace tapscope::cli
