#pragma once

#include <capture/sources.h>
#include <capture/tap_sender.h>
#include <filter/capture_filter.h>

#include <source/port.h>

#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// What is kept of an attached device's frames: there is no kernel filter on its descriptor's way.
struct TapFilter {
    std::string text;
    std::optional<CaptureFilter> program;       ///< absent = all
    std::uint32_t snapLength = 262144;          ///< bytes
    std::uint64_t stale = 0;                    ///< frames that were dropped before it began
    TapDevice::FrameHeader header{};            ///< stands before each frame's bytes
    TapReading reading = TapReading::Automatic; ///< and writing
};

/// What both ways of reading an attached TAP or TUN have in common.
class TapPort : public Port {
public:
    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void drain(PortSink& sink, Clock::time_point until) override;
    [[nodiscard]] Sent send(std::span<const Frame> frames) override;
    [[nodiscard]] DropCounts losses() override;

protected:
    TapPort(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control);

    /// Tells the interface, the first time.
    void describe(PortSink& sink);
    /// Adds a frame that the host sent to the batch, stamped now, if it passes the filter. The bytes have to live until
    /// the batch is given.
    void add(Bytes bytes);
    /// Gives the batch to the sink.
    void give(PortSink& sink);
    /// Why a read failed, as an Error; Gone: the device is.
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
    std::unique_ptr<BatchSender> sender_; ///< made by the first send(); goes before the device's descriptor
};

[[nodiscard]] Result<std::unique_ptr<Port>> makeTapReadPort(TapDevice device, TapFilter filter,
                                                            std::shared_ptr<DeviceControl> control);
/// Unsupported where the kernel refuses io_uring.
[[nodiscard]] Result<std::unique_ptr<Port>> makeTapUringPort(TapDevice device, TapFilter filter,
                                                             std::shared_ptr<DeviceControl> control);
/// Whether the kernel lets this process have an io_uring.
[[nodiscard]] bool isUringAllowed();

} // namespace tapscope
