#include <net/device_watcher.h>
#include <net/linux/device_reading.h>

#include <cerrno>

namespace tapscope {
namespace {

class RtnetlinkWatcher final : public DeviceWatcher {
public:
    RtnetlinkWatcher(NetlinkSocket notifications, NetlinkSocket requests)
        : notifications_(std::move(notifications)), requests_(std::move(requests)) {}

    [[nodiscard]] int fd() const noexcept override { return notifications_.fd(); }
    [[nodiscard]] const std::vector<DeviceInfo>& devices() const noexcept override { return devices_; }

    [[nodiscard]] Result<bool> process() override {
        bool told = false;
        const auto taken = notifications_.takeNotifications([&](const nlmsghdr&) { told = true; });
        // ENOBUFS: some notifications were lost. Their content is not needed, since the list is read again.
        if (!taken && taken.error().code != ENOBUFS)
            return systemError(taken.error().code, "watch", "the devices");
        if (taken && !told)
            return false;
        return refresh();
    }

    [[nodiscard]] Result<bool> refresh() override {
        auto devices = listDevices(requests_);
        if (!devices)
            return std::unexpected(devices.error());
        if (*devices == devices_)
            return false;
        devices_ = std::move(*devices);
        return true;
    }

private:
    NetlinkSocket notifications_, requests_;
    std::vector<DeviceInfo> devices_;
};

} // namespace

Result<std::unique_ptr<DeviceWatcher>> watchDevices(NetlinkSocket notifications, NetlinkSocket requests) {
    auto watcher = std::make_unique<RtnetlinkWatcher>(std::move(notifications), std::move(requests));
    if (auto listed = watcher->refresh(); !listed)
        return std::unexpected(listed.error());
    return watcher;
}

Result<std::unique_ptr<DeviceWatcher>> DeviceWatcher::start() {
    // Subscribed before the list is first read, so that no change is missed.
    auto notifications = NetlinkSocket::open(NetlinkSocket::deviceGroups);
    if (!notifications)
        return std::unexpected(notifications.error());
    auto requests = NetlinkSocket::open();
    if (!requests)
        return std::unexpected(requests.error());
    return watchDevices(std::move(*notifications), std::move(*requests));
}

} // namespace tapscope
