#include <capture/tap_source.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace tapscope {
namespace {

/// Takes what waits in the device; how many frames.
Result<std::uint64_t> dropQueued(TapDevice& device) {
    if (auto set = device.setBlocking(Blocking::No); !set)
        return std::unexpected(set.error());
    constexpr auto longest = std::chrono::milliseconds(100); // frames may come faster than they are dropped
    const auto until = FrameSource::Clock::now() + longest;
    std::uint64_t frames = 0;
    std::array<std::byte, 64> start{}; // of a frame: the rest is cut
    while (FrameSource::Clock::now() < until && device.receive(start))
        ++frames;
    return frames;
}

} // namespace

TapSource::TapSource(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control)
    : device_(std::move(device)), filter_(std::move(filter)), control_(std::move(control)) {
    interface_.filter = filter_.text;
    interface_.snapLength = filter_.snapLength;
    interface_.name = device_.name().text();
    interface_.description = std::string(kindTitle(device_.kind())) + ", attached";
    interface_.linkType = linkTypeOf(device_.kind());
    droppedBefore_ = dropped();
}

std::uint64_t TapSource::dropped() const {
    const auto info = control_->info(device_.name());
    return info ? info->counters.sendDropped : 0;
}

DropCounts TapSource::drops() {
    const std::uint64_t now = dropped();
    return {.interface = now > droppedBefore_ ? now - droppedBefore_ : 0, .stale = filter_.stale};
}

void TapSource::drain(FrameSink& sink, Clock::time_point until) {
    while (Clock::now() < until) {
        const auto received = receive(sink, std::chrono::milliseconds(0));
        if (!received || *received == 0)
            return;
    }
}

void TapSource::deliver(FrameSink& sink, Bytes bytes) const {
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    Frame frame{.time = now,
                .bytes = bytes,
                .originalLength = static_cast<std::uint32_t>(bytes.size()),
                .linkType = interface_.linkType,
                .direction = Direction::Outbound};
    if (filter_.program && !filter_.program->matches(frame))
        return;
    frame.bytes = bytes.first(std::min<std::size_t>(bytes.size(), filter_.snapLength));
    sink.frame(frame);
}

std::unexpected<Error> TapSource::readFailed(int code) const {
    auto error = systemError(code, "receive from", device_.name().text());
    // EFAULT is what a read gets that waits while the device is removed.
    if (code == EBADFD || code == EBADF || code == ENODEV || code == EFAULT) {
        error.error().kind = ErrorKind::Gone;
        error.error().reason = "the device is gone";
    }
    return error;
}

Result<std::unique_ptr<FrameSource>> attachTap(TapDevice device, const AttachOptions& options,
                                               std::shared_ptr<DeviceControl> control) {
    TapFilter filter{.text = options.filter, .snapLength = options.snapLength};
    if (!options.filter.empty()) {
        auto program = CaptureFilter::compile(options.filter, linkTypeOf(device.kind()), options.snapLength);
        if (!program)
            return std::unexpected(program.error());
        filter.program = std::move(*program);
    }
    if (options.queued == AttachOptions::Queued::Drop) {
        const auto dropped = dropQueued(device);
        if (!dropped)
            return std::unexpected(dropped.error());
        filter.stale = *dropped;
    }
    const bool read =
        options.reading == TapReading::Read || (options.reading == TapReading::Automatic && !isUringAllowed());
    return read ? makeTapReadSource(std::move(device), std::move(filter), std::move(control))
                : makeTapUringSource(std::move(device), std::move(filter), std::move(control));
}

} // namespace tapscope
