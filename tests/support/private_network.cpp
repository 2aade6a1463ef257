#include <net/if.h>
#include <support/private_network.h>

#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

namespace tapscope::test {
namespace {

[[noreturn]] void giveUp(const char* what) {
    std::perror(what);
    std::exit(EXIT_FAILURE);
}

void write(const char* path, const std::string& text) {
    std::ofstream file(path);
    file << text << std::flush;
    if (!file)
        giveUp(path);
}

void bringLoopbackUp() {
    const int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
    request.ifr_flags = IFF_UP;
    if (control < 0 || ioctl(control, SIOCSIFFLAGS, &request) != 0)
        giveUp("bring up lo in a private network namespace");
    close(control);
}

} // namespace

void enterPrivateNetwork() {
    if (unshare(CLONE_NEWNET) != 0) {
        const auto user = getuid();
        const auto group = getgid();
        if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
            giveUp("enter a private network namespace (as root, or with user namespaces allowed)");
        write("/proc/self/setgroups", "deny");
        write("/proc/self/uid_map", std::to_string(user) + " " + std::to_string(user) + " 1");
        write("/proc/self/gid_map", std::to_string(group) + " " + std::to_string(group) + " 1");
    }
    bringLoopbackUp();
}

void enterPrivateNamespaceNames() {
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") != 0)
        giveUp("mount a private /run");
}

} // namespace tapscope::test
