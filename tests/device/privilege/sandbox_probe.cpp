// Enters the private sandbox with its user's rights, creates a TAP there, and lists the interfaces that it sees.

#include <base/unique_fd.h>
#include <net/if.h>
#include <privilege/rights.h>
#include <privilege/sandbox.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstring>

int main() {
    fmt::print("before: uid {}, may configure: {}\n", getuid(), tapscope::canConfigureDevices());
    if (const auto entered = tapscope::enterPrivateSandbox(); !entered) {
        fmt::print("refused: {}\n", entered.error().text());
        return 1;
    }
    fmt::print("inside: uid {}, may configure: {}\n", getuid(), tapscope::canConfigureDevices());
    const tapscope::UniqueFd tun(open("/dev/net/tun", O_RDWR | O_CLOEXEC));
    ifreq request{};
    std::strncpy(request.ifr_name, "tap%d", IFNAMSIZ - 1);
    request.ifr_flags = IFF_TAP | IFF_NO_PI;
    if (ioctl(tun.get(), TUNSETIFF, &request) != 0)
        return 2;
    fmt::print("made: {}\ninterfaces:", request.ifr_name);
    struct if_nameindex* interfaces = if_nameindex();
    for (const auto* interface = interfaces; interface->if_index != 0; ++interface)
        fmt::print(" {}", interface->if_name);
    if_freenameindex(interfaces);
    fmt::print("\n");
    return 0;
}
