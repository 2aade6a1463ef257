#include <base/unique_fd.h>
#include <net/bsd/bsd_system.h>
#include <net/bsd/device_list.h>
#include <net/device_watcher.h>

#include <fcntl.h>

#include <array>
#include <cerrno>

namespace tapscope {
namespace {

/// route(4): a message arrives with each change. Its content is not needed, since the list is read again.
class RouteWatcher final : public DeviceWatcher {
public:
    RouteWatcher(bsd::Kernel kernel, UniqueFd socket) : kernel_(kernel), socket_(std::move(socket)) {}

    [[nodiscard]] int fd() const noexcept override { return socket_.get(); }
    [[nodiscard]] const std::vector<DeviceInfo>& devices() const noexcept override { return devices_; }

    [[nodiscard]] Result<bool> process() override {
        bool told = false;
        std::array<std::byte, 2048> message;
        while (true) {
            const auto size = kernel_.calls.read(socket_.get(), message.data(), message.size());
            if (size > 0 || (size < 0 && (errno == ENOBUFS || errno == EMSGSIZE))) {
                told = true; // ENOBUFS: some messages were lost
                continue;
            }
            if (size < 0 && errno == EINTR)
                continue;
            if (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
                return systemError(errno, "watch", "the devices");
            break;
        }
        return told ? refresh() : Result<bool>(false);
    }

    [[nodiscard]] Result<bool> refresh() override {
        auto devices = bsd::devices(kernel_);
        if (!devices)
            return std::unexpected(devices.error());
        if (*devices == devices_)
            return false;
        devices_ = std::move(*devices);
        return true;
    }

private:
    bsd::Kernel kernel_;
    UniqueFd socket_;
    std::vector<DeviceInfo> devices_;
};

} // namespace

Result<std::unique_ptr<DeviceWatcher>> DeviceWatcher::start() {
    const auto kernel = bsd::thisKernel();
    // Opened before the list is first read, so that no change is missed.
    UniqueFd socket(kernel.calls.socket(kernel.traits.protocolFamilyRoute, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
                    kernel.calls);
    if (!socket)
        return systemError(errno, "watch", "the devices");
    auto watcher = std::make_unique<RouteWatcher>(kernel, std::move(socket));
    if (auto listed = watcher->refresh(); !listed)
        return std::unexpected(listed.error());
    return watcher;
}

} // namespace tapscope
