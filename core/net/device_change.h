#pragma once

#include <net/device_info.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace tapscope {

enum class LinkState : std::uint8_t { Down, Up };

/// Whether a device lives on when nobody has it open (TUNSETPERSIST).
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
/// Who may open the device without any right; nobody in particular when absent.
struct Owner {
    std::optional<uid_t> user;
};

/// The members of this group may open the device without any right; no group when absent.
struct Group {
    std::optional<gid_t> group;
};
/// A text of up to 255 bytes for people; none when empty.
struct Alias {
    std::string text;
};
/// The bridge, or another device that takes ports, of which it is a port; of none when absent.
struct Bridge {
    std::optional<InterfaceName> name;
};

/// One setting of a device, with the value that it shall have.
using DeviceChange = std::variant<LinkState, Mtu, MacAddress, TransmitQueueLength, AddAddress, RemoveAddress,
                                  Persistence, Owner, Group, Alias, Bridge>;

} // namespace tapscope
