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
    Automatic, ///< io_uring, and read(2) and write(2) where the kernel refuses it
    IoUring,
    Read, ///< read(2) and write(2)
};

/// Attach mode's options.
struct AttachOptions {
    std::string filter;                ///< a BPF capture filter, pcap-filter(7); empty = all
    std::uint32_t snapLength = 262144; ///< bytes
    TapReading reading = TapReading::Automatic;
    /// What is done with frames that wait in the device already: one that was held open has been given them at a time
    /// that nobody knows any more. Dropped ones are counted as stale.
    enum class Queued : std::uint8_t { Keep, Drop } queued = Queued::Keep;
};

/// Attach mode: owns the descriptor of a TAP, or of a TUN, whose frames are IP packets (LinkType::Raw). Sees what the
/// host sends (Outbound); send() is received by the host.
/// `control` is asked for what the device dropped.
[[nodiscard]] Result<std::unique_ptr<Port>> attachTap(TapDevice device, const AttachOptions& options,
                                                      std::shared_ptr<DeviceControl> control);

/// Monitor mode's options.
struct MonitorOptions {
    std::string filter;                             ///< a BPF capture filter, pcap-filter(7); empty = all
    std::uint32_t snapLength = 262144;              ///< bytes
    std::size_t bufferSize = std::size_t{64} << 20; ///< bytes of kernel ring
    PortRequest::Promiscuous promiscuous = PortRequest::Promiscuous::Yes;
    /// Nothing: who only sends is not slowed by a copy of all that passes.
    enum class Receive : std::uint8_t { All, Nothing } receive = Receive::All;
};

/// Monitor mode: watches an interface that another program owns; both directions, each frame with its own.
[[nodiscard]] Result<std::unique_ptr<Port>> monitorInterface(const InterfaceName& name, const MonitorOptions& options,
                                                             std::shared_ptr<DeviceControl> control);

} // namespace tapscope
