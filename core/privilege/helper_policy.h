#pragma once

#include <privilege/device_rights.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tapscope {

/// What a helper may do for its client.
struct HelperPolicy {
    UserIdentity user; ///< of the client's process, as the kernel reports it (SO_PEERCRED, SO_PEERGROUPS)
    Grants grants;     ///< given by the administrator to all users, or by the session's purpose
    /// The maximum kernel memory, in bytes, of the rings of all of the user's captures together; absent: no limit.
    std::optional<std::size_t> ringMemory = std::size_t{64} << 20;
    /// The maximum number of the user's devices at a time, counted by owner; absent: no limit. Each device costs kernel
    /// memory, and time whenever anybody lists devices.
    std::optional<std::size_t> devices = 256;
    /// Whether the client gets rtnetlink sockets. Needed only if it cannot open them itself because the helper is in
    /// another namespace.
    enum class RouteSockets : std::uint8_t { Refused, HandedOut } routeSockets = RouteSockets::Refused;
    std::string complaint; ///< about an invalid line in the administrator's file; added to each refusal

    /// For users who may do everything in the helper's namespace: root, or a user in a sandbox of their own.
    [[nodiscard]] static HelperPolicy unlimited(UserIdentity user);
};

inline constexpr const char* helperConfiguration = "/etc/tapscope/helper.conf";

/// Reads the administrator's file, whose lines docs/permissions.md describes. A missing file grants nothing. Neither
/// does one that does not belong to root or that others may write, which `complaint` reports.
[[nodiscard]] HelperPolicy readHelperPolicy(const std::string& path = helperConfiguration);

} // namespace tapscope
