#pragma once

#include <base/error.h>
#include <net/bsd/bsd_system.h>
#include <net/interface_name.h>

#include <string>
#include <string_view>

namespace tapscope::bsd {

/// What to do when a right is missing, on this system.
[[nodiscard]] std::string_view missingRight(const SystemTraits& traits) noexcept;

/// An Error from an errno about a device, with the reasons and hints that go with it.
[[nodiscard]] std::unexpected<Error> refused(const Kernel& kernel, int code, std::string_view action,
                                             const InterfaceName& name, std::string_view hint = {});

/// What Linux does and this system has no means for.
[[nodiscard]] std::unexpected<Error> unsupported(const Kernel& kernel, std::string_view action,
                                                 const InterfaceName& name, std::string_view what,
                                                 std::string_view hint = {});

} // namespace tapscope::bsd
