#include "capture_end.h"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace tapscope::cli {
namespace {

using namespace std::chrono_literals;

void grantTimeForFrames(const CaptureEngine& engine, Interruption& interruption, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    auto seen = engine.status().frames;
    while (!stopped.wait_for(lock, stop, 50ms, [&] { return stop.stop_requested(); })) {
        if (const auto frames = engine.status().frames; frames != std::exchange(seen, frames))
            interruption.grantTime();
    }
}

} // namespace

Result<void> stopCapture(CaptureEngine& engine, Interruption& interruption) {
    std::jthread watcher;
    try {
        watcher = std::jthread([&](const std::stop_token& stop) { grantTimeForFrames(engine, interruption, stop); });
    } catch (const std::system_error&) { // no thread could be created: it has its one second
    }
    auto stopped = engine.stop();
    interruption.grantTime(); // for what follows
    return stopped;
}

} // namespace tapscope::cli
