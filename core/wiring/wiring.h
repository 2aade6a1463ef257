#pragma once

#include <base/error.h>
#include <base/ip_address.h>
#include <net/device_info.h>
#include <net/network_identity.h>

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// The map of the wiring: the network devices of this machine, namespace by namespace, and how they hang together.
/// Values; names and texts in them are the system's and have to be escaped before they are shown.

enum class WiredKind : std::uint8_t { Loopback, Physical, Tap, Tun, Veth, Bridge, Vlan, Vxlan, WireGuard, Other };

enum class WiredState : std::uint8_t {
    Up,        ///< switched on, with a carrier
    NoCarrier, ///< switched on; nobody has it open, its cable is out, or its peer is off
    Off,       ///< switched off
};

struct WiredDevice {
    explicit WiredDevice(DeviceInfo facts) : info(std::move(facts)) {}

    DeviceInfo info; ///< its kind, and what only TAP, TUN or vETH have, is meant for these alone
    WiredKind kind = WiredKind::Other;
    std::string kernelKind;           ///< "tun", "bridge", "macvlan", …; empty for hardware and loopback
    std::uint8_t operState = 0;       ///< RFC 2863's, as IFLA_OPERSTATE numbers them
    std::optional<std::uint32_t> tag; ///< VLAN: its id; VXLAN: its VNI
    std::optional<IpAddress> remote;  ///< tunnels: the other end
    std::vector<DeviceUser> holders;  ///< TAP and TUN: the processes that have it open, of which we may know
    bool hasUnknownHolder = false;    ///< somebody has it open, whose process we may not look into

    /// Other devices by their indexes, as the kernel tells them: see edgesOf().
    std::uint32_t masterIndex = 0, lowerIndex = 0, underlayIndex = 0;
    std::optional<std::int32_t> lowerNetwork;

    bool operator==(const WiredDevice&) const = default;
    [[nodiscard]] WiredState state() const noexcept {
        return !info.isUp ? WiredState::Off : info.hasCarrier ? WiredState::Up : WiredState::NoCarrier;
    }
};

/// A network namespace and the devices in it.
struct WiringArea {
    enum class Kind : std::uint8_t {
        Host,    ///< that of process 1, as far as we can tell
        Own,     ///< the one that this program stands in, where that is another
        Named,   ///< `ip netns` named it
        Sandbox, ///< the program's own private one
        Process, ///< of processes only, such as a container
    };

    NetworkIdentity network;
    Kind kind = Kind::Process;
    bool isOwn = false;             ///< this program stands in it
    std::string place;              ///< as PlacedName of core/privilege writes it; empty where it is our own
    std::vector<std::string> names; ///< that `ip netns` gave it
    std::size_t processes = 0;      ///< in it, of which we may know
    pid_t firstProcess = 0;         ///< the oldest of them by its id; 0: none
    std::string firstProgram;
    std::vector<WiredDevice> devices; ///< by name
    std::optional<Error> refusal;     ///< why its devices cannot be seen

    bool operator==(const WiringArea& other) const noexcept;
};

/// A device by its place in Wiring::areas and WiringArea::devices.
struct WiredAt {
    std::size_t area = 0, device = 0;
    auto operator<=>(const WiredAt&) const = default;
};

struct WiringEdge {
    enum class Kind : std::uint8_t {
        Pair,   ///< the two ends of a vETH pair
        Port,   ///< a port and its bridge, bond or VRF
        Lower,  ///< a VLAN or macvlan and the device on which it stands
        Tunnel, ///< a tunnel and the device through which it sends
    };
    Kind kind = Kind::Pair;
    WiredAt from;
    std::optional<WiredAt> to; ///< absent: it is in a namespace that cannot be seen
    bool operator==(const WiringEdge&) const = default;
};

struct Wiring {
    std::vector<WiringArea> areas; ///< the host first, then named ones, the sandbox, and processes' by their ids
    std::vector<WiringEdge> edges;
    /// What is not shown and why, for people: rights that are missing, more namespaces than can be shown.
    std::vector<std::string> remarks;

    bool operator==(const Wiring&) const = default;
    [[nodiscard]] const WiredDevice& at(const WiredAt& place) const { return areas[place.area].devices[place.device]; }
    [[nodiscard]] std::size_t deviceCount() const noexcept;
};

/// "tap", "physical", …; for other kinds what the kernel calls them.
[[nodiscard]] std::string kindWord(const WiredDevice& device);
/// "TAP", "vETH", "bridge", …: what people read.
[[nodiscard]] std::string kindTitle(const WiredDevice& device);
/// "up", "no-carrier", "off"
[[nodiscard]] std::string_view stateWord(WiredState state) noexcept;
/// "up", "lowerlayerdown", …: what `ip link` calls RFC 2863's states.
[[nodiscard]] std::string_view operStateWord(std::uint8_t operState) noexcept;
/// "pair", "port", "lower", "tunnel"
[[nodiscard]] std::string_view edgeWord(WiringEdge::Kind kind) noexcept;
/// "host", "own", "named", "sandbox", "process"
[[nodiscard]] std::string_view areaWord(WiringArea::Kind kind) noexcept;
/// "host", "netns blue", "private sandbox", "qemu-system-x86 (pid 4711)"
[[nodiscard]] std::string titleOf(const WiringArea& area);
/// What each device is to others, by area and device: "port of br0", "id 5, on eth0", "peer eth0 in netns blue"; may be
/// empty. Printable.
[[nodiscard]] std::vector<std::vector<std::string>> relationsOf(const Wiring& wiring);

} // namespace tapscope
