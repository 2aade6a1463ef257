#pragma once

#include <capture/frame_source.h>
#include <capture/sources.h>
#include <capture/wake_event.h>

namespace tapscope {

/// What both ways of reading an attached TAP have in common.
class TapSource : public FrameSource {
public:
    [[nodiscard]] const CaptureInterface& interface() const noexcept override { return interface_; }
    void wake() noexcept override { wake_.signal(); }
    [[nodiscard]] Result<void> send(Bytes frame) override { return device_.send(frame); }
    [[nodiscard]] bool seesOwnFrames() const noexcept override { return false; }
    [[nodiscard]] DropCounts drops() override;

protected:
    explicit TapSource(TapDevice device);

    /// Gives a frame that the host sent to the sink, stamped now.
    static void deliver(FrameSink& sink, Bytes bytes);
    /// Why a read failed, as an Error; the device being gone is Ended.
    [[nodiscard]] std::unexpected<Error> readFailed(int code) const;

    static constexpr std::size_t largestFrame = 65536 + 64; // MTU of 65,521, header, VLAN tags

    TapDevice device_;
    WakeEvent wake_;

private:
    CaptureInterface interface_;
    std::uint64_t droppedBefore_ = 0;
};

[[nodiscard]] Result<std::unique_ptr<FrameSource>> makeTapReadSource(TapDevice device);
/// Unsupported where the kernel refuses io_uring.
[[nodiscard]] Result<std::unique_ptr<FrameSource>> makeTapUringSource(TapDevice device);
/// Whether the kernel lets this process have an io_uring.
[[nodiscard]] bool isUringAllowed();

} // namespace tapscope
