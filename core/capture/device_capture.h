#pragma once

#include <capture/port_opener.h>
#include <capture/sources.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace tapscope {

/// What is asked of a device whose frames are wanted.
struct DeviceCapture {
    /// Which side of the device is taken.
    enum class Role : std::uint8_t {
        Attach,  ///< own its descriptor: what the host sends, and the host receives what is sent
        Monitor, ///< watch it while another program has the descriptor, or where there is none
        Either,  ///< attach, or monitor where that cannot be: somebody has it, or a vETH
    } role = Role::Attach;
    std::string name;                               ///< "tap0"; "any": all interfaces, monitored
    std::string nameSpace = {};                     ///< of the device, where it is not one's own: what it is called
    std::string filter;                             ///< pcap-filter(7)
    std::uint32_t snapLength = 262144;              ///< bytes
    std::size_t bufferSize = std::size_t{64} << 20; ///< bytes of kernel ring, when monitored
    PortRequest::Promiscuous promiscuous = PortRequest::Promiscuous::Yes;
    MonitorOptions::Receive receive = MonitorOptions::Receive::All; ///< when monitored
    /// A queue of our own beside those of another program takes a share of the frames from it. Without, a device with
    /// several queues that somebody has open is monitored.
    enum class Queues : std::uint8_t { Alone, Join } queues = Queues::Alone;
};

/// Where devices come from. Used on any thread but the GUI's.
struct DeviceSupply {
    std::shared_ptr<DeviceControl> control; ///< of the namespace that the device is in
    /// Gives a descriptor of a device that the program itself keeps open, if it does. May be absent.
    std::function<std::optional<TapDevice>(const InterfaceName&)> share;
};

/// A port of it. May take as long as a person takes to type a password. Invalid, NotFound, Busy, NotPermitted,
/// Unsupported.
[[nodiscard]] Result<std::unique_ptr<Port>> openDevice(const DeviceCapture& wanted, const DeviceSupply& devices);

/// The same for an engine, which opens it again when it comes back.
[[nodiscard]] PortChoice choiceOf(DeviceCapture wanted, DeviceSupply devices);

} // namespace tapscope
