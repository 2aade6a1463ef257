#pragma once

#include <net/device_control.h>
#include <privilege/helper_connection.h>

#include <memory>

namespace tapscope {

/// Where a helper stands.
enum class HelperPlace {
    Here,      ///< in our network namespace: we look at devices ourselves
    Elsewhere, ///< in another: looking needs sockets that the helper opens
};

/// Devices as a helper lets us have them.
[[nodiscard]] std::shared_ptr<DeviceControl> helperControl(std::shared_ptr<HelperConnection> helper, HelperPlace place);

} // namespace tapscope
