#pragma once

#include <base/error.h>
#include <net/device_info.h>
#include <net/tap_device.h>

#include <vector>

namespace tapscope {

/// Configuration of an interface by name, whether or not we hold its descriptor; what `ip link` and `ip address` do.
///
/// Each call is one request over rtnetlink(7) and takes well under a millisecond, but belongs on a worker thread all
/// the same. Errors name the device, the action, the kernel's reason (its extended acknowledgement where it gives one)
/// and what to do.
[[nodiscard]] Result<std::vector<DeviceInfo>> listDevices();
[[nodiscard]] Result<DeviceInfo> deviceInfo(const InterfaceName& name);
enum class LinkState : std::uint8_t { Down, Up };
[[nodiscard]] Result<void> setState(const InterfaceName& name, LinkState state);
/// OutOfRange with the device's real range when the kernel refuses.
[[nodiscard]] Result<void> setMtu(const InterfaceName& name, std::uint32_t mtu);
[[nodiscard]] Result<void> setMac(const InterfaceName& name, const MacAddress& mac);
[[nodiscard]] Result<void> setTransmitQueueLength(const InterfaceName& name, std::uint32_t frames);
[[nodiscard]] Result<void> addAddress(const InterfaceName& name, const InterfaceAddress& address);
[[nodiscard]] Result<void> removeAddress(const InterfaceName& name, const InterfaceAddress& address);
/// Of a device that exists and that nobody else has open (or any, multi-queue): TUNSETPERSIST and TUNSETOWNER through a
/// descriptor of its own. Busy otherwise.
[[nodiscard]] Result<void> setPersistence(const InterfaceName& name, Persistence persistence);
[[nodiscard]] Result<void> setOwner(const InterfaceName& name, std::optional<uid_t> owner);
/// RTM_DELLINK: the device goes, whoever has it open. Refuses (Invalid) what is no TAP or TUN.
[[nodiscard]] Result<void> destroy(const InterfaceName& name);

} // namespace tapscope
