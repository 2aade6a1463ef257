#pragma once

#include <base/frame.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace tapscope {

/// A descriptor to wait for, with poll(2) bits.
struct Watch {
    int fd = -1;
    short events = 0;
};

/// What became of frames that were to be sent: the first `frames` are dealt with, which means that they were taken, but
/// for those at `refused`.
struct Sent {
    enum class Rest : std::uint8_t {
        None,        ///< there is none: all are dealt with
        NoRoom,      ///< the next was not taken now; run() is called again when there is room
        Refused,     ///< the next was not taken and would not be: switched off, not a frame of that link
        TooLong,     ///< the next is longer than the port takes
        Ended,       ///< the port is gone
        Unsupported, ///< the port does not send
    };

    std::size_t frames = 0;
    Rest rest = Rest::None;
    /// Places among the first `frames`, in order, of those that were not taken: a kernel that takes many at once goes
    /// on behind one that it refuses. Lives until the port is asked to send again.
    std::span<const std::size_t> refused{};
    /// Frames of earlier calls that were counted as taken, and turned out not to be: by a port in another process.
    std::size_t refusedLater = 0;

    /// Frames that were not taken and will not be, the next one included.
    [[nodiscard]] constexpr std::size_t failed() const noexcept {
        return refused.size() + refusedLater + (rest == Rest::None || rest == Rest::NoRoom ? 0 : 1);
    }
    /// Frames that were taken, less those that earlier calls took wrongly for such: in sums that wrap it comes out
    /// right.
    [[nodiscard]] constexpr std::uint64_t taken() const noexcept {
        return std::uint64_t{frames} - refused.size() - refusedLater;
    }
};

/// What a port is; it changes only while the port is away.
struct PortFacts {
    std::string name;      ///< of the device, "eth0"; of a file, its path
    std::string nameSpace; ///< "blue", "pid:4711"; empty: the program's own
    LinkType linkType = LinkType::Ethernet;
    std::uint32_t mtu = 1500;   ///< bytes of payload of the link
    bool isAttached = false;    ///< it is the other side of the device, which nobody else has then
    bool sends = false;         ///< whether send() takes frames at all
    bool seesOwnFrames = false; ///< what send() sends comes back through receive()
    bool takesOffloads = false; ///< frames may leave checksums and segments to it
};

/// "blue/eth0", "eth0": how a port is named to people.
[[nodiscard]] inline std::string fullName(const PortFacts& facts) {
    return facts.nameSpace.empty() ? facts.name : facts.nameSpace + "/" + facts.name;
}

} // namespace tapscope
