#pragma once

#include <capture/sources.h>
#include <capture/tap_sender.h>
#include <filter/capture_filter.h>

#include <source/port.h>

#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// Which parts of an attached device's frames are kept. It runs here, because the kernel does not filter frames for the
/// descriptor.
struct TapFilter {
    std::string text;
    std::optional<CaptureFilter> program;       ///< absent = all
    std::uint32_t snapLength = 262144;          ///< bytes
    std::uint64_t stale = 0;                    ///< frames that were dropped before it began
    TapDevice::FrameHeader header{};            ///< precedes each frame's bytes
    TapReading reading = TapReading::Automatic; ///< and writing
};

/// The common part of both ways to read an attached TAP or TUN.
class TapPort : public Port {
public:
    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void drain(PortSink& sink, Clock::time_point until) override;
    [[nodiscard]] Sent send(std::span<const Frame> frames) override;
    [[nodiscard]] DropCounts losses() override;

protected:
    TapPort(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control);

    /// Describes the interface on the first call.
    void describe(PortSink& sink);
    /// Adds a frame that the host sent to the batch, stamped now, if it passes the filter. The bytes must live until
    /// the batch is passed on.
    void add(Bytes bytes);
    /// Passes the batch to the sink.
    void give(PortSink& sink);
    /// The reason why a read failed; Gone if the device is gone.
    [[nodiscard]] std::unexpected<Error> readFailed(int code) const;

    static constexpr unsigned readsAtOnce = 256;
    static constexpr std::size_t largestFrame = 65536 + 64; // MTU of 65,521, header, VLAN tags

    TapDevice device_;

private:
    [[nodiscard]] std::uint64_t dropped() const;

    TapFilter filter_;
    std::shared_ptr<DeviceControl> control_;
    CaptureInterface interface_;
    PortFacts facts_;
    std::vector<Frame> batch_;
    std::uint64_t droppedBefore_ = 0;
    std::size_t queueLength_ = 0; ///< frames that may wait in the device
    bool isDescribed_ = false;
    std::unique_ptr<BatchSender> sender_; ///< created by the first send(); destroyed before the device's descriptor
};

[[nodiscard]] Result<std::unique_ptr<Port>> makeTapReadPort(TapDevice device, TapFilter filter,
                                                            std::shared_ptr<DeviceControl> control);
/// Error: Unsupported if the kernel refuses io_uring.
[[nodiscard]] Result<std::unique_ptr<Port>> makeTapUringPort(TapDevice device, TapFilter filter,
                                                             std::shared_ptr<DeviceControl> control);
/// Whether the kernel permits io_uring to this process.
[[nodiscard]] bool isUringAllowed();

} // namespace tapscope
