#pragma once

#include <base/error.h>

#include <source/port.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>

namespace tapscope {

/// A source whose calls wait: for a disk, a library, another machine. Made on any thread, used on one of its own.
class BlockingSource {
public:
    virtual ~BlockingSource() = default;
    /// Gives what comes until the source is over or a stop is asked for, and may wait in between. The sink's calls wait
    /// while the queue is full, and take nothing more after a stop. An error ends the port with it. A stop_callback may
    /// end a call that waits; a thread that does not return is left behind.
    [[nodiscard]] virtual Result<void> run(PortSink& sink, const std::stop_token& stop) = 0;
};

/// What threadedPort() does while the engine does not take what came.
struct ThreadedPortOptions {
    std::size_t queueBytes = std::size_t{16} << 20; ///< frames that wait, with what is kept of each
    enum class WhenFull : std::uint8_t {
        Wait, ///< the source waits: nothing is lost where it can, as of a file
        Drop, ///< the newest frames are counted as dropped
    } whenFull = WhenFull::Wait;
};

/// A port of it: its run() has a thread of its own behind a bounded queue. Destroying the port asks for a stop and
/// waits 50 ms for the thread at most; one that hangs is left behind with all that it uses. NoSpace: no thread, no
/// descriptor.
[[nodiscard]] Result<std::unique_ptr<Port>> threadedPort(PortFacts facts, std::unique_ptr<BlockingSource> source,
                                                         ThreadedPortOptions options = {});

} // namespace tapscope
