#pragma once

#include "live_frames.h"

#include <base/error.h>

#include <functional>
#include <memory>
#include <utility>

namespace tapscope::cli {

/// Takes the frames of a capture that is not recorded: prints, writes or counts them. For one thread.
class LiveSink {
public:
    explicit LiveSink(LiveFrames frames) : frames_(std::move(frames)) {}
    virtual ~LiveSink() = default;
    LiveSink(const LiveSink&) = delete;
    LiveSink& operator=(const LiveSink&) = delete;

    /// The observer that the capture passes its frames to.
    [[nodiscard]] std::unique_ptr<Injector> observer() const { return frames_.observer(); }
    /// Takes the frames that arrived since the last call. Errors end the capture: the reader has closed the pipe
    /// (noticed even without frames), or the disk is full.
    [[nodiscard]] virtual Result<void> take() = 0;
    /// Takes the last frames, and ends what was written.
    [[nodiscard]] virtual Result<void> end() = 0;
    /// The number of frames that arrived faster than they could be taken.
    [[nodiscard]] std::uint64_t lost() const { return frames_.lost(); }

protected:
    [[nodiscard]] LiveFrames& frames() noexcept { return frames_; }

private:
    LiveFrames frames_;
};

using LiveSinkMaker = std::function<std::unique_ptr<LiveSink>(LiveFrames frames)>;

} // namespace tapscope::cli
