#pragma once

#include <source/port.h>

#include <memory>
#include <string>

namespace tapscope {

/// A port whose frames are filtered and cut here, for sources that do not do it themselves. The filter is compiled for
/// the link type of each interface; where it does not compile, the port ends with that error.
[[nodiscard]] std::unique_ptr<Port> filteredPort(std::unique_ptr<Port> port, std::string filter,
                                                 std::uint32_t snapLength);

} // namespace tapscope
