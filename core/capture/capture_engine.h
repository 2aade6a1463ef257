#pragma once

#include <base/error.h>
#include <capture/frame_source.h>
#include <inject/injector.h>
#include <store/recording.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// When a capture ends by itself. Absent = not.
struct StopConditions {
    std::optional<std::chrono::milliseconds> duration;
    std::optional<std::uint64_t> bytesOnDisk;
    std::optional<std::uint64_t> frames;
};

/// What the worker has published; each value is an atomic of its own, read at any time from any thread.
struct CaptureStatus {
    enum class State : std::uint8_t { Running, Waiting, Ended } state = State::Running; ///< Waiting: the device is gone
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0; ///< of captured frames
    DropCounts drops;
    std::uint64_t sent = 0, failed = 0; ///< by injectors, all together
};

/// A running injector's counts.
struct InjectorStatus {
    bool running = false;
    std::uint64_t received = 0; ///< frames that its onFrame() was shown
    std::uint64_t answered = 0; ///< of those, frames that it sent something for
    std::uint64_t sent = 0;
    std::uint64_t failed = 0;
};

using InjectorId = std::uint32_t;

/// One capture: a worker thread that moves frames from a source to a recording and runs injectors in between.
///
/// Made on any thread; the functions here may be called from any thread and never wait for the worker, except stop()
/// and the destructor, which return within 100 ms. The worker waits for nobody but the source: the disk is waited for
/// by the recording's own thread. It is told at least every 50 ms what there is to write, so that frames are seen and a
/// crash loses no more than that while the disk keeps up.
class CaptureEngine {
public:
    struct Options {
        StopConditions stop;
        /// Called when the source ends (device gone) to get it again; nullopt = not there yet. Absent = the capture
        /// ends.
        std::function<std::optional<std::unique_ptr<FrameSource>>()> reopen;
    };

    /// Starts at once. `source` may be null where `reopen` is given: the device is waited for. `recording` may be null:
    /// frames are then only counted and answered (`tapscope-cli inject`).
    [[nodiscard]] static Result<std::unique_ptr<CaptureEngine>>
    start(std::unique_ptr<FrameSource> source, std::shared_ptr<Recording> recording, Options options);

    virtual ~CaptureEngine() = default;
    CaptureEngine() = default;
    CaptureEngine(const CaptureEngine&) = delete;
    CaptureEngine& operator=(const CaptureEngine&) = delete;

    /// Ends the capture and finishes the recording. What went wrong in the end, if anything did. A slow disk may have
    /// some to write still: Recording::status().
    [[nodiscard]] virtual Result<void> stop() = 0;
    [[nodiscard]] virtual CaptureStatus status() const noexcept = 0;
    /// Why it ended by itself: nullopt while it runs, after a stop condition or stop().
    [[nodiscard]] virtual std::optional<Error> failure() const = 0;

    /// What happened since the last call, a line each: the device went, came back.
    [[nodiscard]] virtual std::vector<std::string> takeNotes() = 0;

    /// Hands an injector over to the worker.
    virtual InjectorId addInjector(std::unique_ptr<Injector> injector) = 0;
    /// Takes it out again; the worker destroys it.
    virtual void removeInjector(InjectorId id) = 0;
    /// Counts stay readable after it ended or was removed.
    [[nodiscard]] virtual InjectorStatus injectorStatus(InjectorId id) const = 0;
};

} // namespace tapscope
