#pragma once

#include <base/error.h>
#include <net/device_change.h>
#include <net/device_info.h>
#include <net/network_namespace.h>
#include <net/tap_device.h>

#include <vector>

namespace tapscope {

/// Configuration of an interface by name, whether or not we hold its descriptor; what `ip link` and `ip address` do.
///
/// Each call is one request over rtnetlink(7), on the BSDs a few over netintro(4), and takes well under a millisecond,
/// but belongs on a worker thread all the same. Errors name the device, the action, the kernel's reason (its extended
/// acknowledgement where it gives one) and what to do.
[[nodiscard]] Result<std::vector<DeviceInfo>> listDevices();
[[nodiscard]] Result<DeviceInfo> deviceInfo(const InterfaceName& name);
[[nodiscard]] Result<void> setState(const InterfaceName& name, LinkState state);
/// OutOfRange with the device's real range when the kernel refuses.
[[nodiscard]] Result<void> setMtu(const InterfaceName& name, std::uint32_t mtu);
[[nodiscard]] Result<void> setMac(const InterfaceName& name, const MacAddress& mac);
[[nodiscard]] Result<void> setTransmitQueueLength(const InterfaceName& name, std::uint32_t frames);
[[nodiscard]] Result<void> addAddress(const InterfaceName& name, const InterfaceAddress& address);
[[nodiscard]] Result<void> removeAddress(const InterfaceName& name, const InterfaceAddress& address);
/// Of a TAP or TUN that exists and that nobody else has open (or any, multi-queue): TUNSETPERSIST and TUNSETOWNER
/// through a descriptor of its own. Busy otherwise.
[[nodiscard]] Result<void> setPersistence(const InterfaceName& name, Persistence persistence);
[[nodiscard]] Result<void> setOwner(const InterfaceName& name, std::optional<uid_t> owner);
/// The device appears in `target` and is gone here. The kernel switches it off and takes its addresses on the way;
/// whoever has it open keeps it. NameTaken when one of that name is there already. Needs CAP_NET_ADMIN in both
/// namespaces. Refuses (Invalid) what is no TAP, TUN or vETH.
[[nodiscard]] Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target);
/// RTM_DELLINK: the device goes, whoever has it open, and a vETH's peer with it. Refuses (Invalid) what is no TAP, TUN
/// or vETH; on FreeBSD, whose kernel would wait, what somebody has open (Busy).
[[nodiscard]] Result<void> destroy(const InterfaceName& name);

} // namespace tapscope
