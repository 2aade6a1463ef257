#include <capture/tap_source.h>

#include <net/interface.h>

#include <cerrno>

namespace tapscope {
namespace {

std::uint64_t droppedOf(const InterfaceName& name) {
    const auto info = deviceInfo(name);
    return info ? info->counters.sendDropped : 0;
}

} // namespace

TapSource::TapSource(TapDevice device) : device_(std::move(device)) {
    interface_.name = device_.name().text();
    interface_.description = "TAP, attached";
    droppedBefore_ = droppedOf(device_.name());
}

DropCounts TapSource::drops() {
    const std::uint64_t now = droppedOf(device_.name());
    return {.interface = now > droppedBefore_ ? now - droppedBefore_ : 0};
}

void TapSource::deliver(FrameSink& sink, Bytes bytes) {
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    sink.frame({.time = now,
                .bytes = bytes,
                .originalLength = static_cast<std::uint32_t>(bytes.size()),
                .direction = Direction::Outbound});
}

std::unexpected<Error> TapSource::readFailed(int code) const {
    auto error = systemError(code, "receive from", device_.name().text());
    if (code == EBADFD || code == EBADF || code == ENODEV) {
        error.error().kind = ErrorKind::Ended;
        error.error().reason = "the device is gone";
    }
    return error;
}

Result<std::unique_ptr<FrameSource>> attachTap(TapDevice device, TapReading reading) {
    if (reading == TapReading::Read || (reading == TapReading::Automatic && !isUringAllowed()))
        return makeTapReadSource(std::move(device));
    return makeTapUringSource(std::move(device));
}

} // namespace tapscope
