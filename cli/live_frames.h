#pragma once

#include <file/capture_interface.h>
#include <inject/injector.h>

#include <scan/file_scan.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace tapscope::cli {

/// The frames of a running capture for whoever prints them. Copies wait in a bounded memory; frames that do not fit
/// since the printing is too slow are counted.
class LiveFrames {
public:
    /// `most`: frames behind this number are not taken.
    LiveFrames(const CaptureInterface& interface, std::optional<std::uint64_t> most);

    /// What the frames belong to.
    [[nodiscard]] const CaptureInterface& interface() const { return interfaces_.front().description; }
    /// What the capture shows its frames to; it lives as long as it likes.
    [[nodiscard]] std::unique_ptr<Injector> observer() const;
    /// Moves the frames that wait into a chunk, numbered on; false when there are none. One thread.
    [[nodiscard]] bool take(FrameChunk& chunk);
    [[nodiscard]] std::uint64_t lost() const;

private:
    struct Waiting;
    class Observer;

    std::shared_ptr<Waiting> waiting_;
    InterfaceList interfaces_;
    std::optional<std::uint64_t> most_;
    FrameNumber number_ = 0;
    Timestamp firstTime_{}, previousTime_{};
};

} // namespace tapscope::cli
