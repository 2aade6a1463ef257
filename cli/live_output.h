#pragma once

#include "frame_printing.h"
#include "live_frames.h"

#include <memory>

namespace tapscope::cli {

/// Outputs the frames of a capture without a file: one printed line each, or a pcapng stream (`capture -w -`).
class LiveOutput {
public:
    enum class Form { Lines, Stream };

    /// `out` must outlive this object.
    [[nodiscard]] static Result<std::unique_ptr<LiveOutput>> make(Form form, const CaptureInterface& interface,
                                                                  LiveFrames::Wanted wanted,
                                                                  const PluginChoice& plugins, Output& out);

    /// The observer that the capture passes its frames to.
    [[nodiscard]] std::unique_ptr<Injector> observer() const { return frames_.observer(); }
    /// Writes the frames that arrived since the last call. Errors end the capture: the reader has closed the pipe
    /// (noticed even without frames), or the disk is full.
    [[nodiscard]] Result<void> write();
    [[nodiscard]] Result<void> end();
    /// The number of frames that arrived faster than they could be written.
    [[nodiscard]] std::uint64_t lost() const { return frames_.lost(); }

private:
    LiveOutput(std::unique_ptr<FramePrinting> printing, LiveFrames frames, Output& out)
        : printing_(std::move(printing)), printer_(printing_->job()), delivery_(printing_->job(), out),
          frames_(std::move(frames)), out_(out) {}

    void describeInterfaces();

    std::unique_ptr<FramePrinting> printing_;
    FramePrinter printer_;
    Delivery delivery_;
    LiveFrames frames_;
    FrameChunk chunk_;
    Output& out_;
    std::size_t described_ = 0; ///< number of interfaces in the stream
};

} // namespace tapscope::cli
