#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/capture_interface.h>

#include <chrono>
#include <cstdint>

namespace tapscope {

/// Takes frames as a source delivers them, on the source's thread. The bytes live during the call.
class FrameSink {
public:
    virtual ~FrameSink() = default;
    virtual void frame(const Frame& frame) = 0;
};

/// Losses that are not ours, counted since the source was opened.
struct DropCounts {
    std::uint64_t system = 0;    ///< the kernel's capture buffer was full
    std::uint64_t interface = 0; ///< the device's own queue was full
    std::uint64_t stale = 0;     ///< had waited in the device since before the capture began; their time is not known

    DropCounts& operator+=(const DropCounts& more) noexcept {
        system += more.system;
        interface += more.interface;
        stale += more.stale;
        return *this;
    }
};

/// Where frames come from: an attached TAP, a packet socket that monitors an interface, a file or pipe.
///
/// Made and opened anywhere, then used on the capture worker's thread only.
class FrameSource {
public:
    using Clock = std::chrono::steady_clock;

    virtual ~FrameSource() = default;

    /// What to write into the capture about it.
    [[nodiscard]] virtual const CaptureInterface& interface() const noexcept = 0;
    /// Waits up to `patience` for frames and gives at most a batch of them to `sink`. Returns how many: 0 when none
    /// came in time. wake() ends the wait. Error Ended: the pipe is over; Gone: the device is. What was read before is
    /// already given, what the kernel still has is to be drained.
    [[nodiscard]] virtual Result<std::size_t> receive(FrameSink& sink, std::chrono::milliseconds patience) = 0;
    /// At a stop, or after receive() said Gone: gives all that the kernel has received up to now, and waits for it
    /// until `until` at most.
    virtual void drain(FrameSink& sink, Clock::time_point until) = 0;
    /// Any thread: makes a receive() that waits return soon.
    virtual void wake() noexcept = 0;
    /// Sends a frame towards the other side: the host for an attached TAP, the descriptor's owner when monitoring.
    /// Does not block: NoSpace when the device takes no more now.
    [[nodiscard]] virtual Result<void> send(Bytes frame) = 0;
    /// Whether what send() sends comes back through receive() (a packet socket) or has to be recorded by the caller.
    [[nodiscard]] virtual bool seesOwnFrames() const noexcept = 0;
    [[nodiscard]] virtual DropCounts drops() = 0;
};

} // namespace tapscope
