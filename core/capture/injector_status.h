#pragma once

#include <cstdint>

namespace tapscope {

using InjectorId = std::uint32_t;

/// The counts of a running injector.
struct InjectorStatus {
    bool running = false;
    bool hasFailed = false;     ///< it threw an exception, and was removed
    std::uint64_t received = 0; ///< frames that were passed to its onFrames()
    std::uint64_t answered = 0; ///< of these, a lower bound of those for which it sent something
    std::uint64_t sent = 0;
    std::uint64_t failed = 0;
    std::uint64_t missed = 0; ///< frames that it did not receive because it runs on its own thread and was too slow
};

} // namespace tapscope
