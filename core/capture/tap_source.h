#pragma once

#include <capture/frame_source.h>
#include <capture/sources.h>
#include <capture/wake_event.h>
#include <filter/capture_filter.h>

#include <optional>
#include <string>

namespace tapscope {

/// What is kept of an attached device's frames: there is no kernel filter on its descriptor's way.
struct TapFilter {
    std::string text;
    std::optional<CaptureFilter> program; ///< absent = all
    std::uint32_t snapLength = 262144;    ///< bytes
    std::uint64_t stale = 0;              ///< frames that were dropped before it began
};

/// What both ways of reading an attached TAP or TUN have in common.
class TapSource : public FrameSource {
public:
    [[nodiscard]] const CaptureInterface& interface() const noexcept override { return interface_; }
    void drain(FrameSink& sink, Clock::time_point until) override;
    void wake() noexcept override { wake_.signal(); }
    [[nodiscard]] Result<void> send(Bytes frame) override { return device_.send(frame); }
    [[nodiscard]] bool seesOwnFrames() const noexcept override { return false; }
    [[nodiscard]] DropCounts drops() override;

protected:
    TapSource(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control);

    /// Gives a frame that the host sent to the sink, stamped now, if it passes the filter.
    void deliver(FrameSink& sink, Bytes bytes) const;
    /// Why a read failed, as an Error; the device being gone is Ended.
    [[nodiscard]] std::unexpected<Error> readFailed(int code) const;

    static constexpr std::size_t largestFrame = 65536 + 64; // MTU of 65,521, header, VLAN tags

    TapDevice device_;
    WakeEvent wake_;

private:
    [[nodiscard]] std::uint64_t dropped() const;

    TapFilter filter_;
    std::shared_ptr<DeviceControl> control_;
    CaptureInterface interface_;
    std::uint64_t droppedBefore_ = 0;
};

[[nodiscard]] Result<std::unique_ptr<FrameSource>> makeTapReadSource(TapDevice device, TapFilter filter,
                                                                     std::shared_ptr<DeviceControl> control);
/// Unsupported where the kernel refuses io_uring.
[[nodiscard]] Result<std::unique_ptr<FrameSource>> makeTapUringSource(TapDevice device, TapFilter filter,
                                                                      std::shared_ptr<DeviceControl> control);
/// Whether the kernel lets this process have an io_uring.
[[nodiscard]] bool isUringAllowed();

} // namespace tapscope
