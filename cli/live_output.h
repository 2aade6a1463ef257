#pragma once

#include "frame_printing.h"
#include "live_sink.h"

#include <memory>

namespace tapscope::cli {

/// Outputs the frames of a capture without a file: one printed line each, or a pcapng stream (`capture -w -`).
class LiveOutput final : public LiveSink {
public:
    enum class Form { Lines, Stream };

    /// `out` must outlive this object.
    [[nodiscard]] static Result<std::unique_ptr<LiveOutput>> make(Form form, LiveFrames frames,
                                                                  const PluginChoice& plugins, Output& out);

    [[nodiscard]] Result<void> take() override;
    [[nodiscard]] Result<void> end() override;

private:
    LiveOutput(std::unique_ptr<FramePrinting> printing, LiveFrames frames, Output& out)
        : LiveSink(std::move(frames)), printing_(std::move(printing)), printer_(printing_->job()),
          delivery_(printing_->job(), out), out_(out) {}

    void describeInterfaces();

    std::unique_ptr<FramePrinting> printing_;
    FramePrinter printer_;
    Delivery delivery_;
    FrameChunk chunk_;
    Output& out_;
    std::size_t described_ = 0; ///< number of interfaces in the stream
};

} // namespace tapscope::cli
