#pragma once

#include <base/frame.h>
#include <inject/port_facts.h>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace tapscope {

/// Hands frames to the kernel, many at a time: the one way in which ports send. One thread; never waits.
class BatchSender {
public:
    static constexpr std::size_t batchSize = 256; ///< frames

    virtual ~BatchSender() = default;
    BatchSender() = default;
    BatchSender(const BatchSender&) = delete;
    BatchSender& operator=(const BatchSender&) = delete;

    [[nodiscard]] Sent send(std::span<const Frame> frames);

protected:
    /// Tries at most `batchSize` frames, in order: for each that was tried, 0 or the errno with which it was refused.
    /// How many those are: at least one.
    [[nodiscard]] virtual std::size_t tryToSend(std::span<const Frame> frames, std::span<int> results) = 0;
    /// Frames that were thought taken and have turned out not to be, since it was asked last.
    [[nodiscard]] virtual std::size_t takeRefusedLater() { return 0; }

private:
    std::array<int, batchSize> results_{};
    std::vector<std::size_t> refused_;
};

} // namespace tapscope
