#pragma once

#include <privilege/device_rights.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tapscope {

/// What a helper does for its client.
struct HelperPolicy {
    UserIdentity user; ///< whose process has the other end, as the kernel knows (SO_PEERCRED, SO_PEERGROUPS)
    Grants grants;     ///< what the administrator gave to all, and what the session is for
    /// Bytes of kernel memory that the rings of all of the user's captures may hold together; absent: any number.
    std::optional<std::size_t> ringMemory = std::size_t{64} << 20;
    /// Devices that the user may have at a time, counted by owner; absent: any number. Each costs kernel memory, and
    /// time of everybody who lists devices.
    std::optional<std::size_t> devices = 256;
    /// rtnetlink sockets: only for who cannot make them itself, since the helper stands in another namespace.
    enum class RouteSockets : std::uint8_t { Refused, HandedOut } routeSockets = RouteSockets::Refused;
    std::string complaint; ///< about a line of the administrator's file that is not understood; goes with each refusal

    /// For who may do everything where the helper stands: root, or a user in a sandbox of his own.
    [[nodiscard]] static HelperPolicy unlimited(UserIdentity user);
};

inline constexpr const char* helperConfiguration = "/etc/tapscope/helper.conf";

/// What the administrator wrote into a file (docs/permissions.md tells the lines). A file that is not there says
/// nothing; neither does one that is not root's or that others may write, which `complaint` tells.
[[nodiscard]] HelperPolicy readHelperPolicy(const std::string& path = helperConfiguration);

} // namespace tapscope
