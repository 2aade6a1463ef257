#pragma once

#include "output.h"

#include <net/device_configuration.h>

#include <span>
#include <string>

namespace tapscope::cli {

/// Prints devices as an array of objects: the output of `devices`, `create` and `set` with --json.
void printJson(std::span<const DeviceInfo> devices, Output& out);
/// The same for the devices of these names.
[[nodiscard]] Result<void> printJson(std::span<const std::string> names, DeviceConfiguration& configuration,
                                     Output& out);

} // namespace tapscope::cli
