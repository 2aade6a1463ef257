#pragma once

#include <net/device_control.h>
#include <privilege/helper_connection.h>

#include <QString>

#include <memory>

namespace tapscope {

/// The network whose devices the window shows.
struct NetworkPlace {
    enum class Kind : std::uint8_t {
        Machine,   ///< the window's own namespace
        Sandbox,   ///< a private namespace, which ends when the window leaves it
        Namespace, ///< a namespace made by `ip netns`, or that of a process
    };

    Kind kind = Kind::Machine;
    QString title; ///< "private sandbox", "network namespace blue"; empty for the machine
    std::shared_ptr<DeviceControl> control;
    std::shared_ptr<HelperConnection> helper; ///< a process in the namespace; none for the machine
};

} // namespace tapscope
