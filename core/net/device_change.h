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

/// One setting of a device, with its new value.
using DeviceChange = std::variant<LinkState, Mtu, MacAddress, TransmitQueueLength, AddAddress, RemoveAddress,
                                  Persistence, Owner, Group, Alias, Bridge>;

} // namespace tapscope
