#pragma once

#include <base/error.h>
#include <net/device_control.h>

#include <source/port.h>

#include <cstddef>
#include <memory>
#include <string>

namespace tapscope {

/// How frames are read from an attached TAP or TUN, and written to it.
enum class TapReading {
    Automatic, ///< io_uring, or read(2) and write(2) if the kernel refuses it
    IoUring,
    Read, ///< read(2) and write(2)
};

/// Options of attach mode.
struct AttachOptions {
    std::string filter;                ///< a BPF capture filter, pcap-filter(7); empty = all
    std::uint32_t snapLength = 262144; ///< bytes
    TapReading reading = TapReading::Automatic;
    /// What to do with frames that already wait in the device. If it was kept open, the time when they arrived is
    /// unknown. Dropped frames are counted as stale.
    enum class Queued : std::uint8_t { Keep, Drop } queued = Queued::Keep;
};

/// Attach mode: owns the descriptor of a TAP, or of a TUN, whose frames are IP packets (LinkType::Raw). It receives
/// what the host sends (Outbound), and the host receives what send() sends. `control` is queried for the device's drop
/// counters.
[[nodiscard]] Result<std::unique_ptr<Port>> attachTap(TapDevice device, const AttachOptions& options,
                                                      std::shared_ptr<DeviceControl> control);

/// Options of monitor mode.
struct MonitorOptions {
    std::string filter;                             ///< a BPF capture filter, pcap-filter(7); empty = all
    std::uint32_t snapLength = 262144;              ///< bytes
    std::size_t bufferSize = std::size_t{64} << 20; ///< bytes of kernel ring
    PortRequest::Promiscuous promiscuous = PortRequest::Promiscuous::Yes;
    /// Nothing: a port that only sends is not slowed by copies of all traffic.
    enum class Receive : std::uint8_t { All, Nothing } receive = Receive::All;
};

/// Monitor mode: watches an interface that another program owns, in both directions, and marks each frame's direction.
[[nodiscard]] Result<std::unique_ptr<Port>> monitorInterface(const InterfaceName& name, const MonitorOptions& options,
                                                             std::shared_ptr<DeviceControl> control);

} // namespace tapscope
