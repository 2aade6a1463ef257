#include <net/bsd/device_errors.h>
#include <net/bsd/device_list.h>
#include <net/bsd/interface_control.h>
#include <net/interface.h>

#include <cerrno>

namespace tapscope {

using bsd::thisKernel;

Result<std::vector<DeviceInfo>> listDevices() {
    return bsd::devices(thisKernel());
}

Result<DeviceInfo> deviceInfo(const InterfaceName& name) {
    return bsd::deviceOf(thisKernel(), name, "look at");
}

Result<void> setState(const InterfaceName& name, LinkState state) {
    return bsd::setState(thisKernel(), name, state);
}

Result<void> setMtu(const InterfaceName& name, std::uint32_t mtu) {
    return bsd::setMtu(thisKernel(), name, mtu);
}

Result<void> setMac(const InterfaceName& name, const MacAddress& mac) {
    return bsd::setMac(thisKernel(), name, mac);
}

Result<void> setTransmitQueueLength(const InterfaceName& name, std::uint32_t) {
    return bsd::unsupported(thisKernel(), "set the transmit queue length of", name, "such setting for one device");
}

Result<void> addAddress(const InterfaceName& name, const InterfaceAddress& address) {
    return bsd::addAddress(thisKernel(), name, address);
}

Result<void> removeAddress(const InterfaceName& name, const InterfaceAddress& address) {
    return bsd::removeAddress(thisKernel(), name, address);
}

Result<void> setPersistence(const InterfaceName& name, Persistence persistence) {
    auto device = TapDevice::open(name, thisKernel().calls);
    if (!device)
        return std::unexpected(device.error());
    return device->setPersistence(persistence);
}

Result<void> setOwner(const InterfaceName& name, std::optional<uid_t> owner) {
    auto device = TapDevice::open(name, thisKernel().calls);
    if (!device)
        return std::unexpected(device.error());
    return device->setOwner(owner);
}

Result<void> destroy(const InterfaceName& name) {
    const auto kernel = thisKernel();
    constexpr std::string_view action = "destroy";
    const auto info = bsd::deviceOf(kernel, name, action); // never another kind of interface
    if (!info)
        return std::unexpected(info.error());
    if (kernel.traits.destroyWaitsForClose && info->hasCarrier) {
        auto busy = systemError(EBUSY, action, name.text(), bsd::whoHasIt(kernel, name));
        busy.error().reason = "it is open, and the kernel would wait until it is closed";
        return busy;
    }
    return bsd::destroyInterface(kernel, name);
}

} // namespace tapscope
