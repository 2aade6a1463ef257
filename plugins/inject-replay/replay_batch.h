#pragma once

#include "replay_plan.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tapscope {

/// Frames that were planned together, ready to be sent, with the memory that holds their bytes.
class ReplayBatch {
public:
    struct Timing {
        std::chrono::nanoseconds due, wait; ///< as in PlannedFrame
        std::uint64_t number;               ///< of the frame in the file
    };

    /// Copies the frame; false if the batch is full.
    [[nodiscard]] bool add(const PlannedFrame& planned, LinkType linkType);
    void clear() noexcept;
    [[nodiscard]] std::span<const Frame> frames() const noexcept { return frames_; }
    [[nodiscard]] const Timing& timing(std::size_t frame) const noexcept { return timings_[frame]; }
    /// The memory that it takes, in bytes.
    [[nodiscard]] std::size_t size() const noexcept;

private:
    std::vector<Frame> frames_;
    std::vector<Timing> timings_;
    std::vector<std::byte> bytes_; ///< never reallocated while there are frames
};

/// A batch in one of the rounds.
struct ReplayTurn {
    std::shared_ptr<ReplayBatch> batch;
    std::chrono::nanoseconds later{}; ///< its frames are due this much later than planned

    [[nodiscard]] std::chrono::nanoseconds due(std::size_t frame) const { return batch->timing(frame).due + later; }
};

} // namespace tapscope
