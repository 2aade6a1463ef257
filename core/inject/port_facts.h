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

/// The result of sending frames: the first `frames` are done, which means that they were accepted except for those at
/// `refused`.
struct Sent {
    enum class Rest : std::uint8_t {
        None,    ///< there is none: all frames are done
        NoRoom,  ///< the next frame was not accepted now; run() is called again when there is room
        Refused, ///< the next frame was not and would not be accepted: the port is switched off, or has another link
                 ///< type
        TooLong, ///< the next frame is longer than the port allows
        Ended,   ///< the port is gone
        Unsupported, ///< the port cannot send
    };

    std::size_t frames = 0;
    Rest rest = Rest::None;
    /// Indices, in order, of the frames among the first `frames` that were not accepted: a kernel that accepts many
    /// frames at once continues after one that it refuses. Lives until the next call that sends through the port.
    std::span<const std::size_t> refused{};
    /// Frames of earlier calls that were counted as accepted by a port in another process, but were not.
    std::size_t refusedLater = 0;

    /// The number of frames that were not and will not be accepted, including the next one.
    [[nodiscard]] constexpr std::size_t failed() const noexcept {
        return refused.size() + refusedLater + (rest == Rest::None || rest == Rest::NoRoom ? 0 : 1);
    }
    /// The number of frames that were accepted, minus those of earlier calls that were counted wrongly. Correct in sums
    /// that wrap around.
    [[nodiscard]] constexpr std::uint64_t taken() const noexcept {
        return std::uint64_t{frames} - refused.size() - refusedLater;
    }
};

/// Facts about a port; they change only while the port is closed.
struct PortFacts {
    std::string name;      ///< of the device: "eth0"; of a file: its path
    std::string nameSpace; ///< "blue", "pid:4711"; empty: the program's own
    LinkType linkType = LinkType::Ethernet;
    std::uint32_t mtu = 1500;   ///< bytes of payload of the link
    bool isAttached = false;    ///< it is the other side of the device, which no other program can then have
    bool sends = false;         ///< whether send() accepts frames at all
    bool seesOwnFrames = false; ///< frames sent by send() come back through receive()
    bool takesOffloads = false; ///< it completes frames with unfinished checksums and segments
};

/// Returns a port's name for people: "blue/eth0", "eth0".
[[nodiscard]] inline std::string fullName(const PortFacts& facts) {
    return facts.nameSpace.empty() ? facts.name : facts.nameSpace + "/" + facts.name;
}

} // namespace tapscope
