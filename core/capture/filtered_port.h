#pragma once

#include <source/port.h>

#include <memory>
#include <string>

namespace tapscope {

/// Returns a port whose frames are filtered and truncated here, for sources that do not do this themselves. The filter
/// is compiled for the link type of each interface; if that fails, the port ends with the error.
[[nodiscard]] std::unique_ptr<Port> filteredPort(std::unique_ptr<Port> port, std::string filter,
                                                 std::uint32_t snapLength);

} // namespace tapscope
