#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace tapscope {

/// What a helper does for its client.
struct HelperPolicy {
    uid_t user = 0; ///< whose process has the other end, as the kernel knows (SO_PEERCRED)
    /// Devices that belong to other users than the client's.
    enum class OthersDevices : std::uint8_t { Refused, Allowed } othersDevices = OthersDevices::Refused;
    /// rtnetlink sockets: only for who cannot make them itself, since the helper stands in another namespace.
    enum class RouteSockets : std::uint8_t { Refused, HandedOut } routeSockets = RouteSockets::Refused;
};

/// What the administrator wrote into a file: lines of "key = value", of which "others-devices = allowed" is known; '#'
/// begins a comment. A file that is not there, is not root's, or can be written by others says nothing.
[[nodiscard]] HelperPolicy readHelperPolicy(const std::string& path = "/etc/tapscope/helper.conf");

} // namespace tapscope
