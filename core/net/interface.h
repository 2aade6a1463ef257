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
/// For a TAP or TUN that exists and that no other process has open (or any multi-queue one): TUNSETPERSIST and
/// TUNSETOWNER through a descriptor of its own. Otherwise the error is Busy.
[[nodiscard]] Result<void> setPersistence(const InterfaceName& name, Persistence persistence);
[[nodiscard]] Result<void> setOwner(const InterfaceName& name, std::optional<uid_t> owner);
/// The device appears in `target` and is gone here. The kernel switches it off and takes its addresses on the way;
/// whoever has it open keeps it. NameTaken when one of that name is there already. Needs CAP_NET_ADMIN in both
/// namespaces. Refuses (Invalid) other kinds of interfaces than DeviceKind has.
[[nodiscard]] Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target);
/// RTM_DELLINK: the device goes, whoever has it open, and a vETH's peer with it. Refuses (Invalid) other
/// kinds of interfaces; on FreeBSD, whose kernel would wait, what somebody has open (Busy).
[[nodiscard]] Result<void> destroy(const InterfaceName& name);

} // namespace tapscope
