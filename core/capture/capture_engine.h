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

/// When a capture ends by itself: at the first condition that is met. Conditions without a value are not used.
struct StopConditions {
    /// Searches the frames that a port has received for the frame to stop at, and returns its index, or nothing. Called
    /// on the engine's thread with all frames in turn, before they are recorded; the found frame is the last one.
    using FrameMatcher = std::function<std::optional<std::size_t>(PortId port, std::span<const Frame> frames)>;

    std::optional<std::chrono::milliseconds> duration;
    std::optional<std::uint64_t> bytesOnDisk;
    std::optional<std::uint64_t> frames;
    FrameMatcher frame = {}; ///< stops at the frame that it finds
};

/// A port to be added to a capture.
struct AddedPort {
    PortChoice choice;          ///< how to open it, also again
    std::unique_ptr<Port> port; ///< already open; null: it is opened on its own thread
    PortUse use;
};

/// One capture: a set of ports, which can be added and removed while it runs, one recording of the frames that they
/// receive, and injectors that send. One thread does all this; it waits only for its ports.
///
/// Created on any thread. The functions here may be called from any thread and never wait for the engine's thread,
/// except stop() and the destructor, which return within 100 ms. The recording's own thread waits for the disk; it is
/// notified at least every 50 ms of data to write. An error of a port ends that port. The capture ends when all ports
/// have ended, when the recording fails or has all its files, or by a stop condition.
class CaptureEngine {
public:
    struct Options {
        StopConditions stop;
        std::vector<AddedPort> ports; ///< at least one; their ids are 1, 2, … in this order
        /// Only the last frames before the end are recorded. Absent: all.
        std::optional<KeepBefore> keep = std::nullopt;
        /// Injectors that receive all frames from the first one on. addInjector() adds others later.
        std::vector<std::pair<std::unique_ptr<Injector>, std::string>> injectors = {}; ///< and their names
    };

    /// Starts at once. `recording` may be null: frames are then only counted and answered (`tapscope-cli inject`).
    /// Errors: no thread or no descriptor.
    [[nodiscard]] static Result<std::unique_ptr<CaptureEngine>> start(std::shared_ptr<Recording> recording,
                                                                      Options options);

    virtual ~CaptureEngine() = default;
    CaptureEngine() = default;
    CaptureEngine(const CaptureEngine&) = delete;
    CaptureEngine& operator=(const CaptureEngine&) = delete;

    /// Ends the capture and finishes the recording. Returns the error that occurred in the end, if any. A slow disk may
    /// still have data to write: Recording::status().
    [[nodiscard]] virtual Result<void> stop() = 0;
    [[nodiscard]] virtual CaptureStatus status() const = 0;
    /// The status of every port so far, by id.
    [[nodiscard]] virtual std::vector<PortStatus> ports() const = 0;
    /// Why the capture ended by itself: the recording's error, or that of the first port that failed. nullopt while it
    /// runs, and after a stop condition or stop().
    [[nodiscard]] virtual std::optional<Error> failure() const = 0;
    /// Returns what happened since the last call, one line each: a device vanished or came back.
    [[nodiscard]] virtual std::vector<std::string> takeNotes() = 0;

    virtual PortId addPort(AddedPort request) = 0;
    /// Removes a port at the end of a batch. The frames that it has received are kept.
    virtual void removePort(PortId id) = 0;

    /// Adds an injector. Notes call it `name`.
    virtual InjectorId addInjector(std::unique_ptr<Injector> injector, std::string name = "An injector") = 0;
    /// Removes an injector; the engine's thread destroys it.
    virtual void removeInjector(InjectorId id) = 0;
    /// The counts can still be read after the injector has ended or was removed.
    [[nodiscard]] virtual InjectorStatus injectorStatus(InjectorId id) const = 0;
};

} // namespace tapscope
