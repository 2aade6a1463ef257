#pragma once

#include "frame_printing.h"
#include "live_frames.h"

#include <memory>

namespace tapscope::cli {

/// The frames of a capture that writes no file: printed a line each, or as a pcapng stream (`capture -w -`).
class LiveOutput {
public:
    enum class Form { Lines, Stream };

    /// `most`: frames behind this number are not shown. `out` outlives it.
    [[nodiscard]] static Result<std::unique_ptr<LiveOutput>> make(Form form, const CaptureInterface& interface,
                                                                  std::optional<std::uint64_t> most,
                                                                  const PluginChoice& plugins, Output& out);

    /// What the capture shows its frames to.
    [[nodiscard]] std::unique_ptr<Injector> observer() const { return frames_.observer(); }
    /// Writes what came since the last call. An error ends the capture: nobody reads on, also when no frame came, or
    /// the disk is full.
    [[nodiscard]] Result<void> write();
    [[nodiscard]] Result<void> end();
    /// Frames that were written.
    [[nodiscard]] std::uint64_t written() const noexcept { return delivery_.passed(); }

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
    std::size_t described_ = 0; ///< interfaces in the stream
};

} // namespace tapscope::cli
