#include <capture/tap_port.h>

#include <poll.h>

#include <algorithm>
#include <cerrno>

namespace tapscope {
namespace {

constexpr std::size_t framesAtOnce = 64;

/// Uses read(2) until nothing is left, where io_uring is not allowed.
class TapReadPort final : public TapPort {
public:
    TapReadPort(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control)
        : TapPort(std::move(device), std::move(filter), std::move(control)), buffer_(framesAtOnce * largestFrame) {}

    void watches(std::vector<Watch>& watches) override { watches.push_back({device_.fd(), POLLIN}); }

    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        describe(sink);
        std::size_t count = 0;
        for (; count < std::min(most, framesAtOnce); ++count) {
            const auto room = std::span(buffer_).subspan(count * largestFrame, largestFrame);
            const auto size = device_.receive(room);
            if (!size && size.error().code == EAGAIN)
                break;
            if (!size) {
                give(sink);
                return readFailed(size.error().code);
            }
            add(Bytes(room).first(*size));
        }
        give(sink);
        return count;
    }

private:
    std::vector<std::byte> buffer_;
};

} // namespace

Result<std::unique_ptr<Port>> makeTapReadPort(TapDevice device, TapFilter filter,
                                              std::shared_ptr<DeviceControl> control) {
    if (auto set = device.setBlocking(Blocking::No); !set)
        return std::unexpected(set.error());
    return std::make_unique<TapReadPort>(std::move(device), std::move(filter), std::move(control));
}

} // namespace tapscope
