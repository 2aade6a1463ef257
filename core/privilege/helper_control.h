#pragma once

#include <net/device_control.h>
#include <privilege/helper_connection.h>

#include <memory>

namespace tapscope {

/// Where a helper runs.
enum class HelperPlace {
    Here,      ///< in our network namespace: we can read devices ourselves
    Elsewhere, ///< in another one: reading devices needs sockets that the helper opens
};

/// Controls devices through a helper.
[[nodiscard]] std::shared_ptr<DeviceControl> helperControl(std::shared_ptr<HelperConnection> helper, HelperPlace place);

} // namespace tapscope
