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

/// Interface requests of netintro(4), each on its own control socket. Errors: as in net/interface.h.

/// The error code is EBUSY or EEXIST if the interface exists.
[[nodiscard]] Result<void> createInterface(const Kernel& kernel, const InterfaceName& name);
[[nodiscard]] Result<void> destroyInterface(const Kernel& kernel, const InterfaceName& name);

/// Returns IFF_UP and the like. Errors name `action`.
[[nodiscard]] Result<std::uint32_t> flags(const Kernel& kernel, const InterfaceName& name, std::string_view action);
/// Reads the flags, changes IFF_UP and writes them back.
[[nodiscard]] Result<void> setState(const Kernel& kernel, const InterfaceName& name, LinkState state);
[[nodiscard]] Result<std::uint32_t> mtu(const Kernel& kernel, const InterfaceName& name);
[[nodiscard]] Result<void> setMtu(const Kernel& kernel, const InterfaceName& name, std::uint32_t mtu);
[[nodiscard]] Result<void> setMac(const Kernel& kernel, const InterfaceName& name, const MacAddress& mac);
[[nodiscard]] Result<void> addAddress(const Kernel& kernel, const InterfaceName& name, const InterfaceAddress& address);
[[nodiscard]] Result<void> removeAddress(const Kernel& kernel, const InterfaceName& name,
                                         const InterfaceAddress& address);

/// Opens a control socket of a protocol family and performs one request. Returns its errno, or 0.
[[nodiscard]] int control(const Kernel& kernel, int family, unsigned long request, void* argument);

} // namespace tapscope::bsd
