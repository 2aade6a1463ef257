#pragma once

#include <net/device_change.h>
#include <net/device_info.h>

#include <sys/types.h>

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace tapscope {

/// Who may do what to which device through tapscope-helper: the table in docs/permissions.md as data. Without Qt; any
/// thread.

/// A user with the ids that the kernel knows for a process.
struct UserIdentity {
    uid_t user = 0;
    std::vector<gid_t> groups; ///< all groups, including the primary one

    /// The identity of this process's user.
    [[nodiscard]] static UserIdentity ofThisProcess();
    [[nodiscard]] bool isIn(gid_t group) const noexcept;
};

/// A device's ownership from the point of view of one user.
enum class Ownership : std::uint8_t {
    Users, ///< it has an owner or a group or both, and each of them is the user's (the rule of the kernel's tun driver)
    NoOwner,   ///< it has neither, like each vETH and bridge that tapscope-helper did not create for a user
    OtherUser, ///< another user's, or a group's that the user is not in
};
[[nodiscard]] Ownership ownershipOf(const DeviceInfo& device, const UserIdentity& user);

/// An operation on a device that a helper is asked for.
enum class DeviceOperation : std::uint8_t {
    Watch,            ///< receive its frames in monitor mode
    WatchPromiscuous, ///< also switch on its promiscuous mode
    Send,             ///< send frames through a monitor port
    Attach,           ///< open its descriptor
    Configure,        ///< change all other settings
    GiveAway,         ///< change the owner to another user, to a group that the user is not in, or to no owner or group
    Destroy,
};

/// A permission that a helper has from an administrator. Each kind of helper session has some of them.
enum class Grant : std::uint8_t {
    OwnDevices,   ///< create devices, and do everything with the user's own
    WatchOthers,  ///< receive frames of devices that do not belong to the user
    ChangeOthers, ///< do everything with devices that do not belong to the user
    HostTraffic,  ///< set addresses that divert the host's traffic (host_traffic.h)
    Impossible,   ///< cannot be granted, because the device does not support the operation
};

/// Returns the grant that an operation on a device needs.
[[nodiscard]] Grant neededGrant(DeviceKind kind, Ownership ownership, DeviceOperation operation) noexcept;

/// Returns Configure or GiveAway.
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

/// "own", "watch", "others", "host", "–": the words in the table of docs/permissions.md.
[[nodiscard]] std::string_view grantWord(Grant grant) noexcept;

} // namespace tapscope
