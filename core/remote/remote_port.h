#pragma once

#include <remote/machine_connection.h>
#include <source/port.h>

#include <memory>
#include <stop_token>

namespace tapscope {

/// A request for a port on another machine, as for `capture` there.
struct RemotePortRequest {
    std::string device; ///< its name on that machine
    SettingTexts words; ///< serve::Open
};

/// A port of a device of another machine: frames pass the connection in both directions. Frames to send are accepted at
/// once, and those that the far device refuses are reported later (Sent::refusedLater). send() without frames returns
/// NoRoom while some are still on their way. The port is Gone if the connection or the far device is. Errors: those of
/// the far machine, Cancelled.
[[nodiscard]] Result<std::unique_ptr<Port>> remotePort(std::unique_ptr<MachineConnection> connection,
                                                       const RemotePortRequest& request, const std::stop_token& stop);

} // namespace tapscope
