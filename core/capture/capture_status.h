#pragma once

#include <base/error.h>

#include <source/port.h>

#include <cstdint>
#include <optional>
#include <string>

namespace tapscope {

/// The status of one port of a capture.
struct PortStatus {
    enum class State : std::uint8_t {
        Opening,
        Waiting, ///< waits for a device that does not exist yet or has disappeared
        Running,
        Ended,
    };

    PortId id = 0;
    State state = State::Opening;
    PortFacts facts;            ///< only the name is set before the port is open
    std::optional<Error> error; ///< why it ended; none at the end of a pipe or file
    std::uint64_t frames = 0;   ///< received, or sent and recorded
    std::uint64_t bytes = 0;    ///< in captured frames
    DropCounts drops;
    std::uint64_t sent = 0, failed = 0; ///< by injectors
    std::uint64_t gaps = 0;             ///< how often the device vanished and came back
};

/// The status of a whole capture, with the sums over its ports.
struct CaptureStatus {
    enum class State : std::uint8_t {
        Running,
        Waiting, ///< no port is running; one is being opened or waited for
        Ended,
    } state = State::Running;
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0; ///< in captured frames
    DropCounts drops;
    std::uint64_t sent = 0, failed = 0; ///< by all injectors together
    std::uint64_t late = 0;             ///< frames that are recorded after newer ones of another port
    bool hasSeen = false;               ///< the frame to stop at was received (StopConditions::frame)
    std::uint64_t left = 0; ///< frames that were not kept because they were received too long before the end
};

} // namespace tapscope
