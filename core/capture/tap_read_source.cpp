#include <capture/tap_source.h>

#include <poll.h>

#include <array>
#include <cerrno>
#include <vector>

namespace tapscope {
namespace {

/// read(2) until nothing is left, then poll(2): where io_uring is not allowed.
class TapReadSource final : public TapSource {
public:
    TapReadSource(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control)
        : TapSource(std::move(device), std::move(filter), std::move(control)), buffer_(largestFrame) {}

    [[nodiscard]] Result<std::size_t> receive(FrameSink& sink, std::chrono::milliseconds patience) override {
        std::array<pollfd, 2> descriptors = {pollfd{device_.fd(), POLLIN, 0}, pollfd{wake_.fd(), POLLIN, 0}};
        if (poll(descriptors.data(), descriptors.size(), static_cast<int>(patience.count())) < 0 && errno != EINTR)
            return systemError(errno, "wait for", device_.name().text());
        if (descriptors[1].revents != 0)
            wake_.clear();
        if (descriptors[0].revents == 0)
            return 0U;
        constexpr std::size_t batch = 256;
        std::size_t count = 0;
        while (count < batch) {
            const auto size = device_.receive(buffer_);
            if (!size && size.error().code == EAGAIN)
                break;
            if (!size)
                return readFailed(size.error().code);
            deliver(sink, Bytes(buffer_).first(*size));
            ++count;
        }
        return count;
    }

private:
    std::vector<std::byte> buffer_;
};

} // namespace

Result<std::unique_ptr<FrameSource>> makeTapReadSource(TapDevice device, TapFilter filter,
                                                       std::shared_ptr<DeviceControl> control) {
    if (auto set = device.setBlocking(Blocking::No); !set)
        return std::unexpected(set.error());
    return std::make_unique<TapReadSource>(std::move(device), std::move(filter), std::move(control));
}

} // namespace tapscope
