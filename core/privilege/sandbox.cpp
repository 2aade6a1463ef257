#include <base/unique_fd.h>
#include <net/if.h>
#include <privilege/rights.h>
#include <privilege/sandbox.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

namespace tapscope {
namespace {

constexpr const char* enteringSandbox = "enter a private";
constexpr const char* sandboxName = "network sandbox";

std::string settingThatForbids() {
    int maximum = -1;
    if (std::ifstream("/proc/sys/user/max_user_namespaces") >> maximum && maximum == 0)
        return "The sysctl user.max_user_namespaces is 0; an administrator can raise it";
    int allowed = -1;
    if (std::ifstream("/proc/sys/kernel/unprivileged_userns_clone") >> allowed && allowed == 0)
        return "An administrator can allow it: sysctl kernel.unprivileged_userns_clone=1";
    if (std::ifstream("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") >> allowed && allowed != 0)
        return "An administrator can allow it: sysctl kernel.apparmor_restrict_unprivileged_userns=0";
    return "This system or container forbids user namespaces to ordinary users; an administrator can allow them";
}

Result<void> writeFile(const char* path, const std::string& text) {
    const UniqueFd file(open(path, O_WRONLY | O_CLOEXEC));
    // The kernel accepts each of these maps only in a single write(2).
    if (!file || write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return systemError(errno, enteringSandbox, sandboxName, fmt::format("Writing {} failed", path));
    return {};
}

Result<void> bringLoopbackUp() {
    const UniqueFd control(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
    request.ifr_flags = IFF_UP;
    if (!control || ioctl(control.get(), SIOCSIFFLAGS, &request) != 0)
        return systemError(errno, "switch on", "lo in the sandbox");
    return {};
}

} // namespace

Result<void> enterPrivateSandbox() {
    if (auto node = canOpenTunNode(); !node)
        return node;
    const auto user = geteuid();
    const auto group = getegid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) {
        const int reason = errno;
        return systemError(reason, enteringSandbox, sandboxName,
                           reason == EINVAL ? "The process has several threads already" : settingThatForbids());
    }
    if (auto written = writeFile("/proc/self/setgroups", "deny"); !written)
        return written;
    if (auto written = writeFile("/proc/self/uid_map", fmt::format("{0} {0} 1", user)); !written)
        return written;
    if (auto written = writeFile("/proc/self/gid_map", fmt::format("{0} {0} 1", group)); !written)
        return written;
    return bringLoopbackUp();
}

} // namespace tapscope
