#pragma once

#include <capture/batch_sender.h>
#include <capture/sources.h>
#include <net/tap_device.h>

#include <memory>

namespace tapscope {

/// Returns a sender that writes frames to an attached TAP or TUN: many with one system call by io_uring(7), or one by
/// one where that is not allowed. `header` is what the device expects before each frame.
///
/// An io_uring belongs to the thread that uses it first, so this must be called on the thread that sends. The
/// descriptor must outlive the sender.
[[nodiscard]] std::unique_ptr<BatchSender> makeTapSender(int fd, DeviceKind kind, const TapDevice::FrameHeader& header,
                                                         TapReading way);

} // namespace tapscope
