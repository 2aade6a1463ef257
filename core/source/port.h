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

/// Losses that are not ours, counted since the port was opened.
struct DropCounts {
    std::uint64_t system = 0;    ///< the kernel's capture buffer was full
    std::uint64_t interface = 0; ///< the device's own queue was full
    std::uint64_t device = 0;    ///< the device dropped them towards its other side; they may be in the capture
    std::uint64_t stale = 0;     ///< had waited in the device since before the capture began; their time is not known

    DropCounts& operator+=(const DropCounts& more) noexcept {
        system += more.system;
        interface += more.interface;
        device += more.device;
        stale += more.stale;
        return *this;
    }
    bool operator==(const DropCounts&) const = default;
};

/// Takes what a port delivers, on the engine's thread. All that it is given lives during the call.
class PortSink {
public:
    virtual ~PortSink() = default;
    /// An interface of the port: before its first frame, and again when it changed. `id` is the port's own number of
    /// it, which its frames carry as Frame::interfaceId.
    virtual void interface(std::uint32_t id, const CaptureInterface& description) = 0;
    /// In the port's order.
    virtual void frames(std::span<const Frame> frames) = 0;
    /// Frames are missing at this place: why, and how many where that is known.
    virtual void gap(std::string_view why, std::optional<std::uint64_t> lost) = 0;
    /// A pcapng block that is no frame, as a file or pipe has it: secrets, names, statistics.
    virtual void block(std::uint32_t type, Bytes body) = 0;
};

/// Where frames come from and go to: an attached TAP, an interface that is monitored, a pipe, a file.
///
/// It never waits, except in drain(): the engine owns the one wait, asks what to wait for, and calls when that is
/// there. Opened anywhere, then used on the engine's thread only. Devices are not walked and nobody is asked here: all
/// that may take long belongs to opening.
class Port {
public:
    using Clock = std::chrono::steady_clock;

    virtual ~Port() = default;
    Port() = default;
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    [[nodiscard]] virtual const PortFacts& facts() const noexcept = 0;
    /// Adds what to wait for; asked before each wait.
    virtual void watches(std::vector<Watch>& watches) = 0;
    /// When it wants to be called without a descriptor; nullopt = not.
    [[nodiscard]] virtual std::optional<Clock::time_point> due() { return std::nullopt; }
    /// Gives what is there, about `most` frames of it, and how many that were; 0: wait again. Error Ended: the pipe or
    /// file is over. Gone: the device is, and what it still has is to be drained. Any other error ends the port too.
    [[nodiscard]] virtual Result<std::size_t> receive(PortSink& sink, std::size_t most) = 0;
    /// At a stop, or after receive() said Gone: gives all that the kernel has received up to now, and waits for it
    /// until `until` at most.
    virtual void drain(PortSink& sink, Clock::time_point until) = 0;
    /// Sends frames towards the other side, in order: the host for an attached TAP, the descriptor's owner when
    /// monitoring. Never waits.
    [[nodiscard]] virtual Sent send(std::span<const Frame> frames) {
        static_cast<void>(frames);
        return {.rest = Sent::Rest::Unsupported};
    }
    /// Costs a system call or two.
    [[nodiscard]] virtual DropCounts losses() { return {}; }
};

} // namespace tapscope
