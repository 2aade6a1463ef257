#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <net/device_change.h>
#include <net/packet_port.h>
#include <net/tap_device.h>
#include <net/veth_pair.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tapscope {

/// The messages between a client and tapscope-helper, each one message of a SOCK_SEQPACKET pair. The client sends
/// requests; the helper answers each with one reply, whose descriptors travel by SCM_RIGHTS (unix(7)).
///
/// A message is one octet with its kind (the index in the variant), followed by its fields in the order in which they
/// are declared here. Integers are in network order; an enumeration or flag is one octet; an optional field is a flag
/// and, if it is 1, the field; a name is an octet with its length and its octets; an IP address is its family (0 or 1)
/// and 4 or 16 octets; a text is two octets with its length and its octets; a filter is two octets with the number of
/// its instructions and 8 octets each; a change of a setting is one octet with its index in DeviceChange, and its
/// value. There is exactly one encoding of each message: if something is left over, missing or outside its range, the
/// message is Damaged.
inline constexpr std::uint16_t helperProtocolVersion = 3;

/// The first request, which must not be repeated. The reply is a Welcome.
struct Hello {
    std::uint16_t version = helperProtocolVersion;
};
/// The reply is a DeviceOpened with the device's descriptor.
struct CreateDevice {
    std::optional<InterfaceName> name; ///< absent: the first free one of tap0, tap1, …
    TapOptions options;
};
/// The reply is a PairCreated.
struct CreatePair {
    std::optional<VethPair> names; ///< absent: the first free pair
};
/// The reply is a BridgeCreated.
struct CreateBridge {
    std::optional<InterfaceName> name; ///< absent: the first free one of br0, br1, …
};
/// The reply is a DeviceOpened with the device's descriptor.
struct OpenDevice {
    InterfaceName name;
};
struct DestroyDevice {
    InterfaceName name;
};
struct ChangeDevice {
    InterfaceName name;
    DeviceChange change;
};
/// The reply is a PortOpened with a memory object and a channel (packet_relay.h).
struct OpenPort {
    InterfaceName name;
    PortRequest port;
};
/// Asks for an rtnetlink socket in the helper's namespace, for a client in another one. Refused by a helper in the
/// client's own namespace.
struct OpenRouteSocket {
    enum class Use : std::uint8_t { Requests, Notifications } use = Use::Requests;
};

using Request = std::variant<Hello, CreateDevice, OpenDevice, DestroyDevice, ChangeDevice, OpenPort, OpenRouteSocket,
                             CreatePair, CreateBridge>;

struct Welcome {
    std::uint16_t version = helperProtocolVersion;
    std::uint32_t process = 0; ///< the helper's process id
};
struct Done {};
struct DeviceOpened {
    InterfaceName name;
    DeviceKind kind = DeviceKind::Tap;
};
struct PortOpened {
    std::uint32_t blocks = 0;
};

struct PairCreated {
    VethPair pair;
};
struct BridgeCreated {
    InterfaceName name;
};

using Reply = std::variant<Error, Welcome, Done, DeviceOpened, PortOpened, PairCreated, BridgeCreated>;

/// The size of the longest request in octets: a filter of BPF_MAXINSNS instructions.
inline constexpr std::size_t largestRequest = 33 * std::size_t{1024};
inline constexpr std::size_t largestReply = 8 * std::size_t{1024};
/// The maximum size of a ring that a client may request, in octets.
inline constexpr std::size_t largestRelayBuffer = std::size_t{1} << 30;

[[nodiscard]] std::vector<std::byte> encode(const Request& request);
[[nodiscard]] std::vector<std::byte> encode(const Reply& reply);
/// The error is Damaged unless the octets are exactly one request.
[[nodiscard]] Result<Request> parseRequest(Bytes message);
[[nodiscard]] Result<Reply> parseReply(Bytes message);

} // namespace tapscope
