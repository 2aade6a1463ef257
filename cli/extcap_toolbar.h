#pragma once

#include "replaceable_filter.h"
#include "toolbar_writer.h"

#include <net/device_control.h>

#include <optional>
#include <thread>

namespace tapscope::cli {

/// The controls of Wireshark's toolbar during a capture: they switch the device on and off, show its state, whoever
/// changes it, and replace a filter.
class ExtcapToolbar {
public:
    /// The numbers of the controls; that of the log is ExtcapLog::control.
    static constexpr std::uint8_t up = 1, carrier = 2, filter = 3;
    /// The sentences that declare them ("control {number=…}").
    static const char* const sentences;

    /// What the controls affect.
    struct Subject {
        InterfaceName device;
        std::shared_ptr<DeviceControl> devices;
        std::shared_ptr<ReplaceableFilter> filter;
    };

    /// Opens the pipe with Wireshark's messages, the value of --extcap-control-in, without waiting. Call it early,
    /// because Wireshark's window waits until the pipe is open.
    [[nodiscard]] static UniqueFd open(const std::string& fifo);
    /// Starts a thread.
    ExtcapToolbar(UniqueFd messages, std::shared_ptr<const ToolbarWriter> writer, Subject subject);
    ~ExtcapToolbar();
    ExtcapToolbar(const ExtcapToolbar&) = delete;
    ExtcapToolbar& operator=(const ExtcapToolbar&) = delete;

private:
    struct State {
        bool isThere = false, isUp = false, hasCarrier = false;
    };

    void run();
    void readMessages();
    void take(const ToolbarMessage& message);
    void changeDevice(const DeviceChange& change);
    void changeFilter(const std::string& text);
    void show(const State& state);
    void complainOf(const Error& error) const;

    UniqueFd messages_, ended_;
    std::shared_ptr<const ToolbarWriter> writer_;
    Subject subject_;
    ToolbarParser parser_;
    bool isReady_ = false;       ///< Wireshark reads what is written
    std::optional<State> shown_; ///< absent: nothing is shown yet, or it may be wrong
    std::thread thread_;
};

} // namespace tapscope::cli
