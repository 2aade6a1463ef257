#include <net/device_control.h>
#include <net/interface.h>
#include <net/linux/pinned_device.h>

namespace tapscope {
namespace {

class DirectControl final : public DeviceControl {
public:
    Result<std::vector<DeviceInfo>> list() override { return listDevices(); }
    Result<DeviceInfo> info(const InterfaceName& name) override { return deviceInfo(name); }
    Result<std::unique_ptr<DeviceWatcher>> watch() override { return DeviceWatcher::start(); }
    Result<LinkType> linkType(const InterfaceName& name) override { return linkTypeOf(name); }
    Result<TapDevice> create(const std::optional<InterfaceName>& name, const TapOptions& options) override {
        return name ? TapDevice::createNamed(*name, options) : TapDevice::createUnique(options);
    }
    Result<VethPair> createPair(const std::optional<VethPair>& names) override {
        return names ? createVethPair(names->name, names->peer) : createUniqueVethPair();
    }
    Result<InterfaceName> createBridge(const std::optional<InterfaceName>& name) override {
        return tapscope::createBridge(name);
    }
    Result<TapDevice> open(const InterfaceName& name) override { return TapDevice::open(name); }
    Result<void> destroy(const InterfaceName& name) override { return tapscope::destroy(name); }
    Result<void> change(const InterfaceName& name, const DeviceChange& change) override {
        return changeDevice({name}, change);
    }
    Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target) override {
        return tapscope::moveToNamespace(name, target);
    }
    Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request) override {
        return tapscope::openPacketPort(name, request);
    }
};

} // namespace

std::shared_ptr<DeviceControl> directControl() {
    return std::make_shared<DirectControl>();
}

} // namespace tapscope
