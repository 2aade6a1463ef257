#pragma once

#include <cstdint>

namespace tapscope {

using InjectorId = std::uint32_t;

/// A running injector's counts.
struct InjectorStatus {
    bool running = false;
    std::uint64_t received = 0; ///< frames that its onFrames() was shown
    std::uint64_t answered = 0; ///< of those, at least so many that it sent something for
    std::uint64_t sent = 0;
    std::uint64_t failed = 0;
    std::uint64_t missed = 0; ///< frames that it was not shown: it runs on a thread of its own, and was too slow
};

} // namespace tapscope
