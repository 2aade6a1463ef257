#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/capture_interface.h>
#include <inject/port_facts.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tapscope {

/// Losses outside this program, counted since the port was opened.
struct DropCounts {
    std::uint64_t system = 0;    ///< the kernel's capture buffer was full
    std::uint64_t interface = 0; ///< the device's own queue was full
    std::uint64_t device = 0;    ///< the device dropped them on the way to its other side; the capture may have them
    std::uint64_t stale = 0;     ///< they waited in the device since before the capture began, so their time is unknown

    DropCounts& operator+=(const DropCounts& more) noexcept {
        system += more.system;
        interface += more.interface;
        device += more.device;
        stale += more.stale;
        return *this;
    }
    bool operator==(const DropCounts&) const = default;
};

/// Receives what a port delivers, on the engine's thread. All arguments live only during the call.
class PortSink {
public:
    virtual ~PortSink() = default;
    /// Describes an interface of the port: before its first frame, and again when it changes. `id` is the port's own
    /// number for it, which its frames have as Frame::interfaceId.
    virtual void interface(std::uint32_t id, const CaptureInterface& description) = 0;
    /// Receives frames in the port's order.
    virtual void frames(std::span<const Frame> frames) = 0;
    /// Notes that frames are missing here: the reason, and their number if it is known.
    virtual void gap(std::string_view why, std::optional<std::uint64_t> lost) = 0;
    /// Receives a pcapng block of a file or pipe that is not a frame: secrets, names, statistics.
    virtual void block(std::uint32_t type, Bytes body) = 0;
};

/// A place where frames come from and go to: an attached TAP, a monitored interface, a pipe, a file.
///
/// A port never waits, except in drain(). The engine has the only wait: it asks the port what to wait for, and calls it
/// when that is ready. A port is opened on any thread and then used only on the engine's thread. Everything that may
/// take long, such as walking devices or asking the user, belongs to opening.
class Port {
public:
    using Clock = std::chrono::steady_clock;

    virtual ~Port() = default;
    Port() = default;
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    [[nodiscard]] virtual const PortFacts& facts() const noexcept = 0;
    /// Adds descriptors to wait for. Called before each wait.
    virtual void watches(std::vector<Watch>& watches) = 0;
    /// Returns when the port wants to be called without a ready descriptor; nullopt = never.
    [[nodiscard]] virtual std::optional<Clock::time_point> due() { return std::nullopt; }
    /// Delivers about `most` of the available frames and returns their number; 0: wait again. Errors: Ended if the pipe
    /// or file has ended; Gone if the device is gone, after which drain() must be called. Any other error also ends the
    /// port.
    [[nodiscard]] virtual Result<std::size_t> receive(PortSink& sink, std::size_t most) = 0;
    /// Called at a stop, or after receive() returned Gone: delivers everything that the kernel has received so far, and
    /// waits for it until `until` at most.
    virtual void drain(PortSink& sink, Clock::time_point until) = 0;
    /// Sends frames in order towards the other side: the host for an attached TAP, the descriptor's owner for a
    /// monitored one. Never waits.
    [[nodiscard]] virtual Sent send(std::span<const Frame> frames) {
        static_cast<void>(frames);
        return {.rest = Sent::Rest::Unsupported};
    }
    /// Costs one or two system calls.
    [[nodiscard]] virtual DropCounts losses() { return {}; }
};

} // namespace tapscope
