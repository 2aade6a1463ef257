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

/// What passes between a client and tapscope-helper: one message of a SOCK_SEQPACKET pair each. The client asks, the
/// helper answers each request with one reply, whose descriptors travel by SCM_RIGHTS (unix(7)).
///
/// A message is one octet that tells its kind (the place in the variant) and then its fields in the order in which they
/// stand here. Integers are in network order; an enumeration or flag is one octet; an optional field is a flag and, if
/// it is 1, the field; a name is an octet with its length and its octets; an IP address is its family (0 or 1) and 4
/// or 16 octets; a text is two octets with its length and its octets; a filter is two octets with the number of its
/// instructions and 8 octets each; a change of a setting is one octet that tells which (the place in DeviceChange) and
/// its value. There is exactly one encoding of each message: what is left over, missing or outside
/// of its range makes it Damaged.
inline constexpr std::uint16_t helperProtocolVersion = 3;

/// The first request, and only that. The answer is a Welcome.
struct Hello {
    std::uint16_t version = helperProtocolVersion;
};
/// Answered by a DeviceOpened with the device's descriptor.
struct CreateDevice {
    std::optional<InterfaceName> name; ///< absent: the first free of tap0, tap1, …
    TapOptions options;
};
/// Answered by a PairCreated.
struct CreatePair {
    std::optional<VethPair> names; ///< absent: the first free pair
};
/// Answered by a BridgeCreated.
struct CreateBridge {
    std::optional<InterfaceName> name; ///< absent: the first free of br0, br1, …
};
/// Answered by a DeviceOpened with the device's descriptor.
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
/// Answered by a PortOpened with a memory object and a channel (packet_relay.h).
struct OpenPort {
    InterfaceName name;
    PortRequest port;
};
/// For who looks into a namespace from outside: an rtnetlink socket that stands in the helper's. Refused by a helper
/// that stands where its client does.
struct OpenRouteSocket {
    enum class Use : std::uint8_t { Requests, Notifications } use = Use::Requests;
};

using Request = std::variant<Hello, CreateDevice, OpenDevice, DestroyDevice, ChangeDevice, OpenPort, OpenRouteSocket,
                             CreatePair, CreateBridge>;

struct Welcome {
    std::uint16_t version = helperProtocolVersion;
    std::uint32_t process = 0; ///< the helper's id
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

/// Octets of the longest request: a filter of BPF_MAXINSNS instructions.
inline constexpr std::size_t largestRequest = 33 * std::size_t{1024};
inline constexpr std::size_t largestReply = 8 * std::size_t{1024};
/// Octets of ring that a client may ask for.
inline constexpr std::size_t largestRelayBuffer = std::size_t{1} << 30;

[[nodiscard]] std::vector<std::byte> encode(const Request& request);
[[nodiscard]] std::vector<std::byte> encode(const Reply& reply);
/// Damaged when the octets are not exactly one request.
[[nodiscard]] Result<Request> parseRequest(Bytes message);
[[nodiscard]] Result<Reply> parseReply(Bytes message);

} // namespace tapscope
