#pragma once

#include <base/error.h>

#include <source/port.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>

namespace tapscope {

/// A source whose calls wait for a disk, a library or another machine. Created on any thread, used on one of its own.
class BlockingSource {
public:
    virtual ~BlockingSource() = default;
    /// Delivers frames until the source ends or a stop is requested, and may wait meanwhile. The sink's calls wait
    /// while the queue is full, and accept nothing after a stop. An error ends the port. A stop_callback may interrupt
    /// a waiting call; a thread that does not return is abandoned.
    [[nodiscard]] virtual Result<void> run(PortSink& sink, const std::stop_token& stop) = 0;
};

/// What threadedPort() does while the engine does not receive frames.
struct ThreadedPortOptions {
    std::size_t queueBytes = std::size_t{16} << 20; ///< waiting frames, including what is stored for each
    enum class WhenFull : std::uint8_t {
        Wait, ///< the source waits: nothing is lost if it can wait, like a file
        Drop, ///< the newest frames are counted as dropped
    } whenFull = WhenFull::Wait;
};

/// Returns a port whose run() has its own thread behind a bounded queue. Destroying the port requests a stop and waits
/// at most 50 ms for the thread; one that hangs is abandoned with everything that it uses. Error: NoSpace (no thread or
/// no descriptor).
[[nodiscard]] Result<std::unique_ptr<Port>> threadedPort(PortFacts facts, std::unique_ptr<BlockingSource> source,
                                                         ThreadedPortOptions options = {});

} // namespace tapscope
