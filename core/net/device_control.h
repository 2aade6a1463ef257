#pragma once

#include <base/error.h>
#include <base/link_type.h>
#include <net/bridge.h>
#include <net/device_change.h>
#include <net/device_info.h>
#include <net/device_watcher.h>
#include <net/network_namespace.h>
#include <net/packet_port.h>
#include <net/tap_device.h>
#include <net/veth_pair.h>

#include <memory>
#include <optional>
#include <vector>

namespace tapscope {

/// All operations of the program on the network devices of one namespace. The interface hides who does the work: this
/// process, or another one that has the permission.
///
/// Any thread, several at once. A call may take as long as a person takes to type a password, so never call it on the
/// GUI's thread. Errors: as in interface.h and tap_device.h.
class DeviceControl {
public:
    DeviceControl() = default;
    virtual ~DeviceControl() = default;
    DeviceControl(const DeviceControl&) = delete;
    DeviceControl& operator=(const DeviceControl&) = delete;

    [[nodiscard]] virtual Result<std::vector<DeviceInfo>> list() = 0;
    [[nodiscard]] virtual Result<DeviceInfo> info(const InterfaceName& name) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<DeviceWatcher>> watch() = 0;
    /// The link type of an interface of any kind.
    [[nodiscard]] virtual Result<LinkType> linkType(const InterfaceName& name) = 0;

    /// Without a name, creates the first free one of tap0, tap1, … or tun0, tun1, …
    [[nodiscard]] virtual Result<TapDevice> create(const std::optional<InterfaceName>& name,
                                                   const TapOptions& options) = 0;
    /// Without names, creates the first free pair of veth0, veth1, …
    [[nodiscard]] virtual Result<VethPair> createPair(const std::optional<VethPair>& names) = 0;
    /// Without a name, creates the first free one of br0, br1, …
    [[nodiscard]] virtual Result<InterfaceName> createBridge(const std::optional<InterfaceName>& name) = 0;
    [[nodiscard]] virtual Result<TapDevice> open(const InterfaceName& name) = 0;
    [[nodiscard]] virtual Result<void> destroy(const InterfaceName& name) = 0;
    [[nodiscard]] virtual Result<void> change(const InterfaceName& name, const DeviceChange& change) = 0;
    /// Error: Unsupported for devices outside the process's namespace.
    [[nodiscard]] virtual Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target) = 0;
    /// Opens a port for monitor mode: the frames of an interface that another program owns.
    [[nodiscard]] virtual Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request) = 0;

    /// For the end of a program: calls that wait for a person's answer fail at once with Cancelled, and nothing else is
    /// asked.
    virtual void abandon() {}
};

/// Does everything in this process, in its namespace and with its permissions.
[[nodiscard]] std::shared_ptr<DeviceControl> directControl();

} // namespace tapscope
