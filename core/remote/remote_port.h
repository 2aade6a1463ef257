#pragma once

#include <remote/machine_connection.h>
#include <source/port.h>

#include <memory>
#include <stop_token>

namespace tapscope {

/// What a port of another machine is to be, as `capture` has it there.
struct RemotePortRequest {
    std::string device; ///< as that machine names it
    SettingTexts words; ///< serve::Open
};

/// A port of a device of another machine: frames come and go through the connection. What it was given to send is taken
/// at once, and what the far device refuses is told later (Sent::refusedLater); send() of no frames says NoRoom while
/// some are still on their way. Gone: the connection or the far device is.
/// Errors: those of the far machine, Cancelled.
[[nodiscard]] Result<std::unique_ptr<Port>> remotePort(std::unique_ptr<MachineConnection> connection,
                                                       const RemotePortRequest& request, const std::stop_token& stop);

} // namespace tapscope
