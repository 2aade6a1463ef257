#pragma once

#include <net/device_info.h>

#include <cstdint>
#include <optional>
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

/// One setting of a device, with the value that it shall have.
using DeviceChange =
    std::variant<LinkState, Mtu, MacAddress, TransmitQueueLength, AddAddress, RemoveAddress, Persistence, Owner>;

} // namespace tapscope
