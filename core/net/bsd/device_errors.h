#pragma once

#include <base/error.h>
#include <net/bsd/bsd_system.h>
#include <net/interface_name.h>

#include <string>
#include <string_view>

namespace tapscope::bsd {

/// A hint for a missing permission on this system.
[[nodiscard]] std::string_view missingRight(const SystemTraits& traits) noexcept;

/// Makes an Error from an errno of a device, with the matching reasons and hints.
[[nodiscard]] std::unexpected<Error> refused(const Kernel& kernel, int code, std::string_view action,
                                             const InterfaceName& name, std::string_view hint = {});

/// An error for a feature of Linux that this system does not have.
[[nodiscard]] std::unexpected<Error> unsupported(const Kernel& kernel, std::string_view action,
                                                 const InterfaceName& name, std::string_view what,
                                                 std::string_view hint = {});

} // namespace tapscope::bsd
