#include <net/device_watcher.h>
#include <net/interface.h>
#include <net/linux/netlink_socket.h>

#include <linux/rtnetlink.h>

#include <cerrno>

namespace tapscope {
namespace {

class RtnetlinkWatcher final : public DeviceWatcher {
public:
    explicit RtnetlinkWatcher(NetlinkSocket socket) : socket_(std::move(socket)) {}

    [[nodiscard]] int fd() const noexcept override { return socket_.fd(); }
    [[nodiscard]] const std::vector<DeviceInfo>& devices() const noexcept override { return devices_; }

    [[nodiscard]] Result<bool> process() override {
        bool told = false;
        const auto taken = socket_.takeNotifications([&](const nlmsghdr&) { told = true; });
        // ENOBUFS: some were lost. Whatever they said, a fresh list says it too.
        if (!taken && taken.error().code != ENOBUFS)
            return systemError(taken.error().code, "watch", "the devices");
        if (taken && !told)
            return false;
        return refresh();
    }

    [[nodiscard]] Result<bool> refresh() override {
        auto devices = listDevices();
        if (!devices)
            return std::unexpected(devices.error());
        if (*devices == devices_)
            return false;
        devices_ = std::move(*devices);
        return true;
    }

private:
    NetlinkSocket socket_;
    std::vector<DeviceInfo> devices_;
};

} // namespace

Result<std::unique_ptr<DeviceWatcher>> DeviceWatcher::start() {
    // Subscribed before the first list, so that nothing falls between.
    auto socket = NetlinkSocket::open(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);
    if (!socket)
        return std::unexpected(socket.error());
    auto watcher = std::make_unique<RtnetlinkWatcher>(std::move(*socket));
    if (auto listed = watcher->refresh(); !listed)
        return std::unexpected(listed.error());
    return watcher;
}

} // namespace tapscope
