#pragma once

#include <net/device_info.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace tapscope {

enum class LinkState : std::uint8_t { Down, Up };

/// Whether a device continues to exist when no process has it open (TUNSETPERSIST).
enum class Persistence : std::uint8_t { Dropped, Kept };

struct Mtu {
    std::uint32_t bytes = 0;
};
struct TransmitQueueLength {
    std::uint32_t frames = 0;
};
struct AddAddress {
    InterfaceAddress address;
};
struct RemoveAddress {
    InterfaceAddress address;
};
/// The user who may open the device without further permissions; absent: no owner.
struct Owner {
    std::optional<uid_t> user;
};

/// The group whose members may open the device without further permissions; absent: no group.
struct Group {
    std::optional<gid_t> group;
};
/// A description of up to 255 bytes; empty: none.
struct Alias {
    std::string text;
};
/// The bridge, or another device with ports, of which the device is a port; absent: none.
struct Bridge {
    std::optional<InterfaceName> name;
};

/// Whether it receives all frames, whatever their destination (IFF_PROMISC).
enum class PromiscuousMode : std::uint8_t { Off, On };

/// Whether an open TAP or TUN has a carrier, so that its host can use the link. A device that no program has open never
/// has one.
enum class Carrier : std::uint8_t { Off, On };

/// Whether the frames of a TAP or TUN begin with a virtio_net_hdr for the program that opens it next (IFF_VNET_HDR). No
/// program may have it open.
enum class VnetHeader : std::uint8_t { Off, On };

/// Whether they begin with flags and a protocol number (no IFF_NO_PI). No program may have it open.
enum class PacketInfo : std::uint8_t { Off, On };

/// The group of devices to which firewall rules and `ip link set group` can refer; 0 is the default.
struct DeviceGroup {
    std::uint32_t number = 0;
};
/// An alternative name, by which the kernel and its tools find the device, too.
struct AddAlternativeName {
    std::string name;
};
struct RemoveAlternativeName {
    std::string name;
};

/// One setting of a device with its new value. device_setting.h has the table of settings.
using DeviceChange = std::variant<LinkState, Mtu, MacAddress, TransmitQueueLength, AddAddress, RemoveAddress,
                                  Persistence, Owner, Group, Alias, Bridge, PromiscuousMode, Carrier, VnetHeader,
                                  PacketInfo, DeviceGroup, AddAlternativeName, RemoveAlternativeName>;

} // namespace tapscope
