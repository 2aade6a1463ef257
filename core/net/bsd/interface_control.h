#pragma once

#include <base/mac_address.h>
#include <base/unique_fd.h>
#include <net/bsd/bsd_system.h>
#include <net/device_info.h>
#include <net/interface.h>
#include <net/interface_name.h>

#include <cstdint>
#include <string_view>

namespace tapscope::bsd {

/// Interface requests of netintro(4), each on a control socket of its own. Errors as those of net/interface.h.

/// Error code EBUSY or EEXIST when it is there.
[[nodiscard]] Result<void> createInterface(const Kernel& kernel, const InterfaceName& name);
[[nodiscard]] Result<void> destroyInterface(const Kernel& kernel, const InterfaceName& name);

/// IFF_UP and the like. The errors say `action`.
[[nodiscard]] Result<std::uint32_t> flags(const Kernel& kernel, const InterfaceName& name, std::string_view action);
/// Reads the flags and writes them back with IFF_UP changed.
[[nodiscard]] Result<void> setState(const Kernel& kernel, const InterfaceName& name, LinkState state);
[[nodiscard]] Result<std::uint32_t> mtu(const Kernel& kernel, const InterfaceName& name);
[[nodiscard]] Result<void> setMtu(const Kernel& kernel, const InterfaceName& name, std::uint32_t mtu);
[[nodiscard]] Result<void> setMac(const Kernel& kernel, const InterfaceName& name, const MacAddress& mac);
[[nodiscard]] Result<void> addAddress(const Kernel& kernel, const InterfaceName& name, const InterfaceAddress& address);
[[nodiscard]] Result<void> removeAddress(const Kernel& kernel, const InterfaceName& name,
                                         const InterfaceAddress& address);

/// A control socket of a protocol family and one request on it. Its errno when it fails, 0 otherwise.
[[nodiscard]] int control(const Kernel& kernel, int family, unsigned long request, void* argument);

} // namespace tapscope::bsd
