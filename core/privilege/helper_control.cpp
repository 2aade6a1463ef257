#include <net/interface.h>
#include <net/linux/device_reading.h>
#include <privilege/helper_control.h>

#include <optional>
#include <utility>

namespace tapscope {
namespace {

std::unexpected<Error> strangeAnswer() {
    return failure(ErrorKind::Damaged, "understand", "tapscope-helper", "its answer does not match the request");
}

/// Operations that need a right, performed by a helper in our own namespace.
class HelperControl : public DeviceControl {
public:
    explicit HelperControl(std::shared_ptr<HelperConnection> helper) : helper_(std::move(helper)) {}

    Result<std::vector<DeviceInfo>> list() override { return listDevices(); }
    Result<DeviceInfo> info(const InterfaceName& name) override { return deviceInfo(name); }
    Result<std::unique_ptr<DeviceWatcher>> watch() override { return DeviceWatcher::start(); }
    Result<LinkType> linkType(const InterfaceName& name) override { return tapscope::linkTypeOf(name); }

    Result<TapDevice> create(const std::optional<InterfaceName>& name, const TapOptions& options) override {
        return opened(helper_->ask(CreateDevice{name, options}));
    }
    Result<VethPair> createPair(const std::optional<VethPair>& names) override {
        auto answer = helper_->ask(CreatePair{names});
        if (!answer)
            return std::unexpected(std::move(answer.error()));
        const auto* pair = std::get_if<PairCreated>(&answer->reply);
        return pair != nullptr ? Result<VethPair>(pair->pair) : strangeAnswer();
    }
    Result<InterfaceName> createBridge(const std::optional<InterfaceName>& name) override {
        auto answer = helper_->ask(CreateBridge{name});
        if (!answer)
            return std::unexpected(std::move(answer.error()));
        const auto* created = std::get_if<BridgeCreated>(&answer->reply);
        return created != nullptr ? Result<InterfaceName>(created->name) : strangeAnswer();
    }
    Result<TapDevice> open(const InterfaceName& name) override { return opened(helper_->ask(OpenDevice{name})); }
    Result<void> destroy(const InterfaceName& name) override { return done(helper_->ask(DestroyDevice{name})); }
    Result<void> change(const InterfaceName& name, const DeviceChange& change) override {
        return done(helper_->ask(ChangeDevice{name, change}));
    }
    Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target) override {
        return tapscope::moveToNamespace(name, target); // without a helper: helpers do not act on other namespaces
    }
    Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request) override {
        auto answer = helper_->ask(OpenPort{name, request});
        if (!answer)
            return std::unexpected(std::move(answer.error()));
        const auto* port = std::get_if<PortOpened>(&answer->reply);
        if (port == nullptr || answer->descriptors.size() != 2)
            return strangeAnswer();
        PacketPort opened{.kind = PacketPort::Kind::Relayed,
                          .ring = std::move(answer->descriptors[0]),
                          .channel = std::move(answer->descriptors[1]),
                          .blocks = port->blocks};
        if (name.text() == PacketPort::anyInterface) {
            auto socket = requests();
            if (!socket)
                return std::unexpected(std::move(socket.error()));
            opened.names = std::move(*socket).takeFd();
        }
        return opened;
    }

protected:
    /// A socket for requests to the rtnetlink of the devices' namespace.
    virtual Result<NetlinkSocket> requests() { return NetlinkSocket::open(); }

    using Answered = Result<HelperConnection::Answer>;

    static Result<TapDevice> opened(Answered answer) {
        if (!answer)
            return std::unexpected(std::move(answer.error()));
        const auto* device = std::get_if<DeviceOpened>(&answer->reply);
        if (device == nullptr || answer->descriptors.size() != 1)
            return strangeAnswer();
        return TapDevice::adopt(device->name, device->kind, std::move(answer->descriptors.front()));
    }
    static Result<void> done(const Answered& answer) {
        if (!answer)
            return std::unexpected(answer.error());
        return {};
    }

    std::shared_ptr<HelperConnection> helper_;
};

/// Devices of another namespace: they are read through sockets opened there.
class RemoteControl final : public HelperControl {
public:
    using HelperControl::HelperControl;

    Result<std::vector<DeviceInfo>> list() override {
        auto socket = requests();
        return socket ? listDevices(*socket) : std::unexpected(socket.error());
    }
    Result<DeviceInfo> info(const InterfaceName& name) override {
        auto socket = requests();
        return socket ? deviceInfo(*socket, name) : std::unexpected(socket.error());
    }
    Result<std::unique_ptr<DeviceWatcher>> watch() override {
        auto notifications = routeSocket(OpenRouteSocket::Use::Notifications);
        if (!notifications)
            return std::unexpected(notifications.error());
        auto asking = requests();
        if (!asking)
            return std::unexpected(asking.error());
        return watchDevices(std::move(*notifications), std::move(*asking));
    }
    Result<LinkType> linkType(const InterfaceName& name) override {
        auto device = info(name);
        if (!device)
            return std::unexpected(device.error());
        return linkTypeOf(device->kind);
    }

    Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace&) override {
        return failure(ErrorKind::Unsupported, "move", name.text(), "it is in another namespace than TapScope",
                       "Move it from there: ip link set " + name.text() + " netns NAME");
    }

protected:
    Result<NetlinkSocket> requests() override { return routeSocket(OpenRouteSocket::Use::Requests); }

private:
    Result<NetlinkSocket> routeSocket(OpenRouteSocket::Use use) {
        auto answer = helper_->ask(OpenRouteSocket{use});
        if (!answer)
            return std::unexpected(std::move(answer.error()));
        if (answer->descriptors.size() != 1)
            return strangeAnswer();
        return NetlinkSocket::adopt(std::move(answer->descriptors.front()));
    }
};

} // namespace

std::shared_ptr<DeviceControl> helperControl(std::shared_ptr<HelperConnection> helper, HelperPlace place) {
    if (place == HelperPlace::Here)
        return std::make_shared<HelperControl>(std::move(helper));
    return std::make_shared<RemoteControl>(std::move(helper));
}

} // namespace tapscope
