#include <privilege/rights.h>

#include <cap-ng.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <linux/capability.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace tapscope {
namespace {

constexpr const char* tunNode = "/dev/net/tun";

}

bool canConfigureDevices() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> sets{};
    if (syscall(SYS_capget, &header, sets.data()) != 0)
        return false;
    return (sets[CAP_TO_INDEX(CAP_NET_ADMIN)].effective & CAP_TO_MASK(CAP_NET_ADMIN)) != 0;
}

Result<void> canOpenTunNode() {
    // Checks the effective ids, as open(2) does; access(2) would not.
    if (faccessat(AT_FDCWD, tunNode, R_OK | W_OK, AT_EACCESS) == 0)
        return {};
    const int reason = errno;
    if (reason == ENOENT)
        return systemError(reason, "use", tunNode,
                           "The kernel's tun driver is missing; an administrator can load it: modprobe tun");
    struct stat node{};
    const unsigned mode = stat(tunNode, &node) == 0 ? node.st_mode & 0777U : 0U;
    return systemError(
        reason, "use", tunNode,
        fmt::format("Its mode is {:04o}; an administrator can open it to all: chmod 0666 {}", mode, tunNode));
}

void passNetworkRightsOn() {
    if (geteuid() == 0)
        return;
    capng_clear(CAPNG_SELECT_BOTH);
    capng_updatev(CAPNG_ADD,
                  static_cast<capng_type_t>(CAPNG_EFFECTIVE | CAPNG_PERMITTED | CAPNG_INHERITABLE | CAPNG_AMBIENT),
                  CAP_NET_ADMIN, CAP_NET_RAW, CAP_NET_BIND_SERVICE, -1);
    capng_apply(static_cast<capng_select_t>(CAPNG_SELECT_CAPS | CAPNG_SELECT_AMBIENT));
}

} // namespace tapscope
