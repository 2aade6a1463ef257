#pragma once

#include <base/error.h>
#include <base/link_type.h>
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

/// All that the program asks of the network devices of one namespace. Whoever holds one cannot tell who does the work:
/// this process or another that has the right to.
///
/// Any thread, several at once. A call may take as long as a person takes to type a password: never on the GUI's
/// thread. Errors are those of interface.h and tap_device.h.
class DeviceControl {
public:
    DeviceControl() = default;
    virtual ~DeviceControl() = default;
    DeviceControl(const DeviceControl&) = delete;
    DeviceControl& operator=(const DeviceControl&) = delete;

    [[nodiscard]] virtual Result<std::vector<DeviceInfo>> list() = 0;
    [[nodiscard]] virtual Result<DeviceInfo> info(const InterfaceName& name) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<DeviceWatcher>> watch() = 0;
    /// What the frames of an interface of any kind begin with.
    [[nodiscard]] virtual Result<LinkType> linkType(const InterfaceName& name) = 0;

    /// Without a name: the first free of tap0, tap1, … or tun0, tun1, …
    [[nodiscard]] virtual Result<TapDevice> create(const std::optional<InterfaceName>& name,
                                                   const TapOptions& options) = 0;
    /// Without names: the first free pair of veth0, veth1, …
    [[nodiscard]] virtual Result<VethPair> createPair(const std::optional<VethPair>& names) = 0;
    [[nodiscard]] virtual Result<TapDevice> open(const InterfaceName& name) = 0;
    [[nodiscard]] virtual Result<void> destroy(const InterfaceName& name) = 0;
    [[nodiscard]] virtual Result<void> change(const InterfaceName& name, const DeviceChange& change) = 0;
    /// Unsupported for devices of another namespace than the process stands in.
    [[nodiscard]] virtual Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target) = 0;
    /// Monitor mode: the frames of an interface that another program owns.
    [[nodiscard]] virtual Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request) = 0;

    /// For the end of a program: calls that wait for a person to answer a question fail at once as Cancelled, and no
    /// other question is asked.
    virtual void abandon() {}
};

/// Does everything in this process, in the namespace that it stands in, with the rights that it has.
[[nodiscard]] std::shared_ptr<DeviceControl> directControl();

} // namespace tapscope
