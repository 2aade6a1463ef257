#pragma once

#include <source/port.h>

#include <memory>
#include <string>

namespace tapscope {

/// Returns a port that passes all calls on to a plugin's port. An exception from one of them ends this port alone, with
/// an error that has the port's name; the plugin's port is not called again.
[[nodiscard]] std::unique_ptr<Port> guardedPort(std::unique_ptr<Port> port, std::string name);

} // namespace tapscope
