#pragma once

#include <base/error.h>
#include <base/ip_address.h>
#include <net/device_info.h>
#include <net/network_identity.h>

#include <sys/types.h>
#include <wiring/forwarding.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// The map of the wiring: the network devices of this machine by namespace, and how they are connected. Names and texts
/// come from the system and must be escaped before they are shown.

enum class WiredKind : std::uint8_t { Loopback, Physical, Tap, Tun, Veth, Bridge, Vlan, Vxlan, WireGuard, Other };

enum class WiredState : std::uint8_t {
    Up,        ///< up, with a carrier
    NoCarrier, ///< up; no program has it open, its cable is unplugged, or its peer is down
    Off,       ///< down
};

struct WiredDevice {
    explicit WiredDevice(DeviceInfo facts) : info(std::move(facts)) {}

    DeviceInfo info; ///< its kind; the fields that only TAP, TUN or vETH have are valid only for these
    WiredKind kind = WiredKind::Other;
    std::string kernelKind;           ///< "tun", "bridge", "macvlan", …; empty for hardware and loopback
    std::uint8_t operState = 0;       ///< of RFC 2863, with the numbers of IFLA_OPERSTATE
    std::optional<std::uint32_t> tag; ///< VLAN: its id; VXLAN: its VNI
    std::optional<IpAddress> remote;  ///< tunnels: the other end
    std::vector<DeviceUser> holders; ///< TAP and TUN: the processes that have it open, as far as they are visible to us
    bool hasUnknownHolder = false;   ///< a process that we may not examine has it open
    WiredForwarding forwarding;

    /// The indexes of other devices, as the kernel reports them: see edgesOf().
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
        Host,    ///< that of process 1, as far as known
        Own,     ///< this program's namespace, if that is another one
        Named,   ///< named by `ip netns`
        Sandbox, ///< the program's own private one
        Process, ///< only of processes, such as a container's
    };

    NetworkIdentity network;
    Kind kind = Kind::Process;
    bool isOwn = false;             ///< it is this program's namespace
    std::string place;              ///< in the form of core/privilege's PlacedName; empty for our own
    std::vector<std::string> names; ///< its names in `ip netns`
    std::size_t processes = 0;      ///< visible processes in it
    pid_t firstProcess = 0;         ///< the one with the lowest id; 0: none
    std::string firstProgram;
    std::vector<WiredDevice> devices; ///< sorted by name
    std::optional<Error> refusal;     ///< why its devices cannot be read

    bool operator==(const WiringArea& other) const noexcept;
};

/// Identifies a device by its indices in Wiring::areas and WiringArea::devices.
struct WiredAt {
    std::size_t area = 0, device = 0;
    auto operator<=>(const WiredAt&) const = default;
};

struct WiringEdge {
    enum class Kind : std::uint8_t {
        Pair,   ///< the two ends of a vETH pair
        Port,   ///< a port and its bridge, bond or VRF
        Lower,  ///< a VLAN or macvlan and the device below it
        Tunnel, ///< a tunnel and the device that it sends through
    };
    Kind kind = Kind::Pair;
    WiredAt from;
    std::optional<WiredAt> to; ///< absent: in a namespace that cannot be read
    bool operator==(const WiringEdge&) const = default;
};

struct Wiring {
    std::vector<WiringArea>
        areas; ///< the host first, then named ones, the sandbox, and those of processes by their ids
    std::vector<WiringEdge> edges;
    /// What is not shown and why, for people: missing permissions, or too many namespaces.
    std::vector<std::string> remarks;

    bool operator==(const Wiring&) const = default;
    [[nodiscard]] const WiredDevice& at(const WiredAt& place) const { return areas[place.area].devices[place.device]; }
    [[nodiscard]] std::size_t deviceCount() const noexcept;
};

/// "tap", "physical", …; for other kinds, the kernel's name.
[[nodiscard]] std::string kindWord(const WiredDevice& device);
/// "TAP", "vETH", "bridge", …: the kind as shown to people.
[[nodiscard]] std::string kindTitle(const WiredDevice& device);
/// "up", "no-carrier", "off"
[[nodiscard]] std::string_view stateWord(WiredState state) noexcept;
/// "up", "lowerlayerdown", …: the names that `ip link` gives RFC 2863's states.
[[nodiscard]] std::string_view operStateWord(std::uint8_t operState) noexcept;
/// "pair", "port", "lower", "tunnel"
[[nodiscard]] std::string_view edgeWord(WiringEdge::Kind kind) noexcept;
/// "host", "own", "named", "sandbox", "process"
[[nodiscard]] std::string_view areaWord(WiringArea::Kind kind) noexcept;
/// "host", "netns blue", "private sandbox", "qemu-system-x86 (pid 4711)"
[[nodiscard]] std::string titleOf(const WiringArea& area);
/// Returns each device's relations to others, by area and device: "port of br0", "id 5, on eth0", "peer eth0 in netns
/// blue"; may be empty. Printable.
[[nodiscard]] std::vector<std::vector<std::string>> relationsOf(const Wiring& wiring);

} // namespace tapscope
