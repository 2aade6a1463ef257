#pragma once

#include <base/error.h>
#include <net/device_change.h>
#include <net/device_info.h>
#include <net/network_namespace.h>
#include <net/tap_device.h>

#include <vector>

namespace tapscope {

/// Configures an interface by name, whether or not we hold its descriptor, like `ip link` and `ip address`.
///
/// Each call is one request over rtnetlink(7), on the BSDs a few over netintro(4). It takes well under a millisecond,
/// but should be made on a worker thread. Errors name the device, the action, the kernel's reason (its extended
/// acknowledgement, if there is one) and the remedy.
[[nodiscard]] Result<std::vector<DeviceInfo>> listDevices();
[[nodiscard]] Result<DeviceInfo> deviceInfo(const InterfaceName& name);
[[nodiscard]] Result<void> setState(const InterfaceName& name, LinkState state);
/// Error: OutOfRange, with the device's actual range, if the kernel refuses.
[[nodiscard]] Result<void> setMtu(const InterfaceName& name, std::uint32_t mtu);
[[nodiscard]] Result<void> setMac(const InterfaceName& name, const MacAddress& mac);
[[nodiscard]] Result<void> setTransmitQueueLength(const InterfaceName& name, std::uint32_t frames);
[[nodiscard]] Result<void> addAddress(const InterfaceName& name, const InterfaceAddress& address);
[[nodiscard]] Result<void> removeAddress(const InterfaceName& name, const InterfaceAddress& address);
/// For an existing TAP or TUN that no other process has open, or any multi-queue device: TUNSETPERSIST and TUNSETOWNER
/// through a separate descriptor. Otherwise the error is Busy.
[[nodiscard]] Result<void> setPersistence(const InterfaceName& name, Persistence persistence);
[[nodiscard]] Result<void> setOwner(const InterfaceName& name, std::optional<uid_t> owner);
/// The device appears in `target` and disappears here. The kernel switches it off and removes its addresses; programs
/// that have it open keep it. Needs CAP_NET_ADMIN in both namespaces. Errors: NameTaken if `target` has a device of
/// that name; Invalid for an interface of a kind that DeviceKind does not have.
[[nodiscard]] Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target);
/// RTM_DELLINK: destroys the device even if a program has it open, and with a vETH its peer. Errors: Invalid for other
/// kinds of interfaces; on FreeBSD, whose kernel would wait, Busy if a program has it open.
[[nodiscard]] Result<void> destroy(const InterfaceName& name);

} // namespace tapscope
