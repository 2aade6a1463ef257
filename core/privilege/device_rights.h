#pragma once

#include <net/device_change.h>
#include <net/device_info.h>

#include <sys/types.h>

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace tapscope {

/// Who may do what to which device through tapscope-helper: the table that docs/permissions.md shows, as data. Without
/// Qt; any thread.

/// A user as the kernel knows a process's.
struct UserIdentity {
    uid_t user = 0;
    std::vector<gid_t> groups; ///< all of them, the primary one too

    /// Of this process.
    [[nodiscard]] static UserIdentity ofThisProcess();
    [[nodiscard]] bool isIn(gid_t group) const noexcept;
};

/// Whose a device is, seen from one user.
enum class Ownership : std::uint8_t {
    Users,    ///< it has an owner or a group, and each that it has is the user's (as the kernel's tun driver decides)
    Nobodys,  ///< it has neither; so has each vETH and bridge that tapscope-helper did not make for somebody
    Anothers, ///< another user's, or a group's that the user is not in
};
[[nodiscard]] Ownership ownershipOf(const DeviceInfo& device, const UserIdentity& user);

/// What a helper is asked to do with a device.
enum class DeviceOperation : std::uint8_t {
    Watch,            ///< receive its frames in monitor mode
    WatchPromiscuous, ///< and switch its promiscuous mode on
    Send,             ///< send frames through a monitor port
    Attach,           ///< open its descriptor
    Configure,        ///< all other settings
    GiveAway,         ///< to another user, to a group that the user is not in, to no owner or no group
    Destroy,
};

/// Leave that a helper has from an administrator. Each kind of helper session has some of them.
enum class Grant : std::uint8_t {
    OwnDevices,   ///< make devices, and everything with the user's own
    WatchOthers,  ///< receive the frames of devices that are not the user's
    ChangeOthers, ///< everything with devices that are not the user's
    HostTraffic,  ///< addresses that divert the host's traffic (host_traffic.h)
    Impossible,   ///< nobody's to give: the device cannot do it
};

/// What a device operation needs.
[[nodiscard]] Grant neededGrant(DeviceKind kind, Ownership ownership, DeviceOperation operation) noexcept;

/// Configure, or GiveAway.
[[nodiscard]] DeviceOperation operationOf(const DeviceChange& change, const UserIdentity& user);

/// A set of grants.
class Grants {
public:
    constexpr Grants() = default;
    constexpr Grants(std::initializer_list<Grant> grants) {
        for (const Grant grant : grants)
            add(grant);
    }
    [[nodiscard]] static constexpr Grants all() {
        return {Grant::OwnDevices, Grant::WatchOthers, Grant::ChangeOthers, Grant::HostTraffic};
    }
    constexpr void add(Grant grant) noexcept { bits_ |= bitOf(grant); }
    constexpr void add(Grants more) noexcept { bits_ |= more.bits_; }
    [[nodiscard]] constexpr bool has(Grant grant) const noexcept { return (bits_ & bitOf(grant)) != 0; }

private:
    static constexpr unsigned bitOf(Grant grant) noexcept { return 1U << static_cast<unsigned>(grant); }
    unsigned bits_ = 0;
};

/// "own", "watch", "others", "host", "–": the words of the table in docs/permissions.md.
[[nodiscard]] std::string_view grantWord(Grant grant) noexcept;

} // namespace tapscope
