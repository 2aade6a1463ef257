#pragma once

#include <base/error.h>

#include <source/port.h>

#include <cstdint>
#include <optional>
#include <string>

namespace tapscope {

/// Of one port of a capture.
struct PortStatus {
    enum class State : std::uint8_t {
        Opening,
        Waiting, ///< the device is not there yet, or away; it is waited for
        Running,
        Ended,
    };

    PortId id = 0;
    State state = State::Opening;
    PortFacts facts;            ///< only the name before it is open
    std::optional<Error> error; ///< why it ended; the end of a pipe or file is none
    std::uint64_t frames = 0;   ///< received, or sent and recorded
    std::uint64_t bytes = 0;    ///< of captured frames
    DropCounts drops;
    std::uint64_t sent = 0, failed = 0; ///< by injectors
    std::uint64_t gaps = 0;             ///< how often it went and came back
};

/// Of a whole capture: the sums over its ports.
struct CaptureStatus {
    enum class State : std::uint8_t {
        Running,
        Waiting, ///< no port runs, one is opened or waited for
        Ended,
    } state = State::Running;
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0; ///< of captured frames
    DropCounts drops;
    std::uint64_t sent = 0, failed = 0; ///< by injectors, all together
    std::uint64_t late = 0;             ///< frames that stand behind newer ones of another port
    bool hasSeen = false;               ///< the frame that was waited for came (StopConditions::frame)
    std::uint64_t left = 0;             ///< frames that were not kept, since they came too long before the end
};

} // namespace tapscope
