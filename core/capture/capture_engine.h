#pragma once

#include <base/error.h>
#include <capture/capture_status.h>
#include <capture/engine_port.h>
#include <capture/injector_status.h>
#include <capture/port_opener.h>
#include <capture/recent_frames.h>
#include <inject/injector.h>
#include <store/recording.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tapscope {

/// When a capture ends by itself. Absent = not. The first that is met ends it.
struct StopConditions {
    /// Looks for a frame that is waited for among those that a port has received: its place among them, or nothing.
    /// Called on the engine's thread with all frames in turn, before they are recorded; that frame is the last.
    using Looker = std::function<std::optional<std::size_t>(PortId port, std::span<const Frame> frames)>;

    std::optional<std::chrono::milliseconds> duration;
    std::optional<std::uint64_t> bytesOnDisk;
    std::optional<std::uint64_t> frames;
    Looker frame = {}; ///< a frame that it says
};

/// A port that a capture is to have.
struct AddedPort {
    PortChoice choice;          ///< how it is opened, and opened again
    std::unique_ptr<Port> port; ///< opened already; null: it is opened on a thread of its own
    PortUse use;
};

/// One capture: a set of ports, added and removed while it runs, one recording that takes what they receive, and
/// injectors that send. A thread of its own does it all; it waits for its ports, and for nobody else.
///
/// Made on any thread; the functions here may be called from any thread and never wait for the engine's, except stop()
/// and the destructor, which return within 100 ms. The disk is waited for by the
/// recording's own thread, which is told at least every 50 ms what there is to write. An error of a port ends that
/// port; the capture ends when all have ended, when the recording fails or has as many files as
/// it is to have, or by a stop condition.
class CaptureEngine {
public:
    struct Options {
        StopConditions stop;
        std::vector<AddedPort> ports; ///< at least one; they get the ids 1, 2, … in this order
        /// Only what came last before the end is recorded. Absent: all.
        std::optional<KeepBefore> keep = std::nullopt;
        /// What looks at the frames from the first one on; later ones are added by addInjector().
        std::vector<std::pair<std::unique_ptr<Injector>, std::string>> injectors = {}; ///< and their names
    };

    /// Starts at once. `recording` may be null: frames are then only counted and answered (`tapscope-cli inject`).
    /// Errors: no thread, no descriptor.
    [[nodiscard]] static Result<std::unique_ptr<CaptureEngine>> start(std::shared_ptr<Recording> recording,
                                                                      Options options);

    virtual ~CaptureEngine() = default;
    CaptureEngine() = default;
    CaptureEngine(const CaptureEngine&) = delete;
    CaptureEngine& operator=(const CaptureEngine&) = delete;

    /// Ends the capture and finishes the recording. What went wrong in the end, if anything did. A slow disk may have
    /// some to write still: Recording::status().
    [[nodiscard]] virtual Result<void> stop() = 0;
    [[nodiscard]] virtual CaptureStatus status() const = 0;
    /// Of each port that ever was, by id.
    [[nodiscard]] virtual std::vector<PortStatus> ports() const = 0;
    /// Why it ended by itself: nullopt while it runs, after a stop condition or stop(). The recording's error, or that
    /// of the first port that failed.
    [[nodiscard]] virtual std::optional<Error> failure() const = 0;
    /// What happened since the last call, a line each: a device went, came back.
    [[nodiscard]] virtual std::vector<std::string> takeNotes() = 0;

    virtual PortId addPort(AddedPort request) = 0;
    /// At a batch's end; what it has received is kept.
    virtual void removePort(PortId id) = 0;

    /// Hands an injector over. `name` is what notes call it.
    virtual InjectorId addInjector(std::unique_ptr<Injector> injector, std::string name = "An injector") = 0;
    /// Takes it out again; the engine's thread destroys it.
    virtual void removeInjector(InjectorId id) = 0;
    /// Counts stay readable after it ended or was removed.
    [[nodiscard]] virtual InjectorStatus injectorStatus(InjectorId id) const = 0;
};

} // namespace tapscope
