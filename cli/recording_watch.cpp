#include "recording_watch.h"

#include "output.h"

#include <fmt/core.h>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;
using Trouble = RecordingStatus::Trouble;

} // namespace

bool RecordingWatch::look() {
    const auto trouble = recording_->status().trouble;
    if (trouble != told_) {
        const auto error = recording_->error();
        if (error)
            say(error->text());
        else if (told_ == Trouble::CannotWrite)
            say(fmt::format("Recording to {} again", recording_->path().string()));
        told_ = trouble;
    }
    return trouble != Trouble::Removed;
}

Result<void> RecordingWatch::finish(Interruption& interruption) {
    if (!recording_->settle(200ms)) {
        const auto status = recording_->status();
        say(fmt::format("{} frames ({} MB) wait to be written to disk; interrupt again to discard them",
                        status.framesWaiting, status.bytesWaiting / 1'000'000));
        interruption.takeSecondSignal();
        while (!recording_->settle(50ms) && !recording_->status().hasEnded()) {
            interruption.grantTime();
            if (interruption.cameAgain())
                recording_->abandon();
        }
    }
    const auto status = recording_->status();
    const std::string path = recording_->path().string();
    if (status.state == RecordingStatus::State::Abandoned)
        return failure(
            ErrorKind::Cancelled, "record all to", path,
            fmt::format("{} frames that waited to be written to disk were discarded", status.framesNotRecorded));
    if (status.state == RecordingStatus::State::Failed || status.trouble == Trouble::Removed) {
        if (const auto error = recording_->error())
            return std::unexpected(*error);
        return failure(ErrorKind::System, "record all to", path, "writing failed");
    }
    return {};
}

} // namespace tapscope::cli
