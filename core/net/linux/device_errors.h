#pragma once

#include <base/error.h>
#include <net/interface_name.h>
#include <net/linux/netlink_socket.h>

#include <string>
#include <string_view>

namespace tapscope {

/// A hint for a missing permission.
inline constexpr std::string_view missingRight =
    "Run it as root or with CAP_NET_ADMIN, be the device's owner, or use the private sandbox";

/// "It is open in qemu-system-x86 (pid 4711)", or a general sentence if that is not visible.
[[nodiscard]] std::string whoHasIt(const InterfaceName& name);

/// Makes an Error from the kernel's refusal, with the hints for its errno.
[[nodiscard]] std::unexpected<Error> refused(const NetlinkRefusal& refusal, std::string_view action,
                                             const InterfaceName& name, std::string_view hint = {});

} // namespace tapscope
