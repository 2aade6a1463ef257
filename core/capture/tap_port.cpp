#include <capture/tap_port.h>
#include <capture/virtio_header.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace tapscope {
namespace {

/// Removes the frames that wait in the device, and returns their number.
Result<std::uint64_t> dropQueued(TapDevice& device) {
    if (auto set = device.setBlocking(Blocking::No); !set)
        return std::unexpected(set.error());
    constexpr auto longest = std::chrono::milliseconds(100); // frames may come faster than they are dropped
    const auto until = Port::Clock::now() + longest;
    std::uint64_t frames = 0;
    std::array<std::byte, 64> start{}; // the start of a frame; the rest is discarded
    while (Port::Clock::now() < until && device.receive(start))
        ++frames;
    return frames;
}

} // namespace

TapPort::TapPort(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control)
    : device_(std::move(device)), filter_(std::move(filter)), control_(std::move(control)) {
    interface_.filter = filter_.text;
    interface_.snapLength = filter_.snapLength;
    interface_.name = device_.name().text();
    interface_.description = std::string(kindTitle(device_.kind())) + ", attached";
    interface_.linkType = linkTypeOf(device_.kind());
    facts_ = {.name = interface_.name,
              .linkType = interface_.linkType,
              .isAttached = true,
              .sends = true,
              .takesOffloads = filter_.header.offload != 0};
    if (const auto info = control_->info(device_.name())) {
        facts_.mtu = info->mtu;
        droppedBefore_ = info->counters.sendDropped;
        queueLength_ = info->transmitQueueLength;
        if (info->isMultiQueue && info->openQueues > 1)
            interface_.description += ", some of its frames: other programs also have queues of it";
    }
}

std::uint64_t TapPort::dropped() const {
    const auto info = control_->info(device_.name());
    return info ? info->counters.sendDropped : 0;
}

DropCounts TapPort::losses() {
    const std::uint64_t now = dropped();
    return {.interface = now > droppedBefore_ ? now - droppedBefore_ : 0, .stale = filter_.stale};
}

void TapPort::drain(PortSink& sink, Clock::time_point until) {
    constexpr std::size_t most = 256;
    // Frames that already wait in the device or in reads belong to the capture in any case, so they are taken first.
    std::size_t toBeTaken = queueLength_ + readsAtOnce;
    while (toBeTaken > 0 || Clock::now() < until) {
        const auto received = receive(sink, most);
        if (!received || *received == 0)
            return;
        toBeTaken -= std::min(toBeTaken, *received);
    }
}

void TapPort::describe(PortSink& sink) {
    if (!std::exchange(isDescribed_, true))
        sink.interface(0, interface_);
}

void TapPort::add(Bytes received) {
    if (received.size() < filter_.header.size())
        return;
    const Bytes bytes = received.subspan(filter_.header.size());
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    Frame frame{.time = now,
                .bytes = bytes,
                .originalLength = static_cast<std::uint32_t>(bytes.size()),
                .linkType = interface_.linkType,
                .direction = Direction::Outbound};
    if (filter_.header.offload != 0)
        frame.offload = readVirtioHeader(received.subspan(filter_.header.packetInfo));
    if (filter_.program && !filter_.program->matches(frame))
        return;
    frame.bytes = bytes.first(std::min<std::size_t>(bytes.size(), filter_.snapLength));
    batch_.push_back(frame);
}

void TapPort::give(PortSink& sink) {
    if (!batch_.empty())
        sink.frames(batch_);
    batch_.clear();
}

Sent TapPort::send(std::span<const Frame> frames) {
    if (!sender_)
        sender_ = makeTapSender(device_.fd(), device_.kind(), filter_.header, filter_.reading);
    return sender_->send(frames);
}

std::unexpected<Error> TapPort::readFailed(int code) const {
    auto error = systemError(code, "receive from", device_.name().text());
    // A read that waits while the device is removed fails with EFAULT.
    if (code == EBADFD || code == EBADF || code == ENODEV || code == EFAULT) {
        error.error().kind = ErrorKind::Gone;
        error.error().reason = "the device is gone, with the frames still in its queue";
    }
    return error;
}

Result<std::unique_ptr<Port>> attachTap(TapDevice device, const AttachOptions& options,
                                        std::shared_ptr<DeviceControl> control) {
    TapFilter filter{.text = options.filter, .snapLength = options.snapLength, .reading = options.reading};
    if (!options.filter.empty()) {
        auto program = CaptureFilter::compile(options.filter, linkTypeOf(device.kind()), options.snapLength);
        if (!program)
            return std::unexpected(program.error());
        filter.program = std::move(*program);
    }
    const auto info = control->info(device.name());
    if (!info)
        return std::unexpected(info.error());
    const auto header = device.frameHeader(*info);
    if (!header)
        return std::unexpected(header.error());
    filter.header = *header;
    if (options.queued == AttachOptions::Queued::Drop) {
        const auto dropped = dropQueued(device);
        if (!dropped)
            return std::unexpected(dropped.error());
        filter.stale = *dropped;
    }
    const bool read =
        options.reading == TapReading::Read || (options.reading == TapReading::Automatic && !isUringAllowed());
    return read ? makeTapReadPort(std::move(device), std::move(filter), std::move(control))
                : makeTapUringPort(std::move(device), std::move(filter), std::move(control));
}

} // namespace tapscope
