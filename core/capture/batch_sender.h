#pragma once

#include <base/frame.h>
#include <inject/port_facts.h>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace tapscope {

/// Passes frames to the kernel in batches. All ports send through it. For one thread; never waits.
class BatchSender {
public:
    static constexpr std::size_t batchSize = 256; ///< frames

    virtual ~BatchSender() = default;
    BatchSender() = default;
    BatchSender(const BatchSender&) = delete;
    BatchSender& operator=(const BatchSender&) = delete;

    [[nodiscard]] Sent send(std::span<const Frame> frames);

protected:
    /// Tries at most `batchSize` frames, in order, and returns how many were tried: at least one. For each of them,
    /// stores 0 or the errno with which it was refused.
    [[nodiscard]] virtual std::size_t tryToSend(std::span<const Frame> frames, std::span<int> results) = 0;
    /// Returns the number of frames since the last call that were counted as accepted, but were not.
    [[nodiscard]] virtual std::size_t takeRefusedLater() { return 0; }

private:
    std::array<int, batchSize> results_{};
    std::vector<std::size_t> refused_;
};

} // namespace tapscope
