#pragma once

#include <net/device_control.h>
#include <privilege/helper_connection.h>

#include <QString>

#include <memory>

namespace tapscope {

/// Whose network devices the window shows.
struct NetworkPlace {
    enum class Kind : std::uint8_t {
        Machine,   ///< the namespace that the window itself stands in
        Sandbox,   ///< a private one, which ends when the window leaves it
        Namespace, ///< one that `ip netns` made, or a process's
    };

    Kind kind = Kind::Machine;
    QString title; ///< "private sandbox", "network namespace blue"; empty for the machine
    std::shared_ptr<DeviceControl> control;
    std::shared_ptr<HelperConnection> helper; ///< who stands there; none for the machine
};

} // namespace tapscope
