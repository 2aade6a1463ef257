#include <net/if.h>
#include <privilege/rights.h>

#include <cap-ng.h>
#include <confinement.h>
#include <fmt/core.h>
#include <linux/if_tun.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>

namespace tapscope {
namespace {

constexpr const char* confining = "confine";
constexpr const char* object = "tapscope-helper";

/// System calls that serving needs, with any arguments.
constexpr auto allowedCalls = std::to_array<int>({
    // messages, sockets
    SCMP_SYS(bind),
    SCMP_SYS(getsockname),
    SCMP_SYS(getsockopt),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmmsg),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(setsockopt),
    // files: /dev/net/tun, and /proc to find out which program has a device open
    SCMP_SYS(close),
    SCMP_SYS(fcntl),
    SCMP_SYS(fstat),
    SCMP_SYS(ftruncate),
    SCMP_SYS(getdents64),
    SCMP_SYS(lseek),
    SCMP_SYS(memfd_create),
    SCMP_SYS(newfstatat),
    SCMP_SYS(openat),
    SCMP_SYS(read),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    // memory, time, the process itself
    SCMP_SYS(brk),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(futex),
    SCMP_SYS(getpid),
    SCMP_SYS(getrandom),
    SCMP_SYS(gettid),
    SCMP_SYS(madvise),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sigaltstack),
});

/// System calls that fail with EPERM. The search for the program that has a device open asks for the namespace of the
/// device in this way, and without an answer takes that of the program.
constexpr auto refusedCalls = std::to_array<int>({SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_open)});

constexpr auto allowedFamilies = std::to_array<int>({AF_UNIX, AF_INET, AF_NETLINK, AF_PACKET});

constexpr auto allowedControls = std::to_array<unsigned long>({
    TUNGETFEATURES,
    TUNGETIFF,
    TUNSETGROUP,
    TUNSETIFF,
    TUNSETOWNER,
    TUNSETPERSIST,
    TUNSETQUEUE, //
    SIOCGIFHWADDR,
    SIOCGIFINDEX,
    SIOCGIFNAME,
});

bool allow(scmp_filter_ctx filter) {
    bool isGood = true;
    for (const int call : allowedCalls)
        isGood = isGood && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    for (const int call : refusedCalls)
        isGood = isGood && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0;
    isGood = isGood && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                                        SCMP_A1(SCMP_CMP_EQ, TUNGETDEVNETNS)) == 0;
    for (const int family : allowedFamilies)
        isGood = isGood && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
                                            SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(family))) == 0;
    isGood =
        isGood && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socketpair), 1, SCMP_A0(SCMP_CMP_EQ, AF_UNIX)) == 0;
    for (const unsigned long control : allowedControls)
        isGood =
            isGood && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, control)) == 0;
    // Writable memory must not become executable.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        isGood = isGood && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                                            SCMP_A2(SCMP_CMP_MASKED_EQ, scmp_datum_t{PROT_EXEC}, scmp_datum_t{0})) == 0;
    return isGood;
}

} // namespace

Result<void> forgetSurroundings() {
    clearenv();
    if (close_range(3, ~0U, 0) != 0 || chdir("/") != 0)
        return systemError(errno, confining, object);
    return {};
}

Result<void> keepNetworkRightsOnly(uid_t user, gid_t group) {
    if (!canConfigureDevices())
        return failure(ErrorKind::NotPermitted, "serve with", object, "it has no right to configure devices",
                       "An administrator can grant it to a group: setcap cap_net_admin,cap_net_raw+ep tapscope-helper");
    capng_clear(CAPNG_SELECT_BOTH);
    if (capng_updatev(CAPNG_ADD, static_cast<capng_type_t>(CAPNG_EFFECTIVE | CAPNG_PERMITTED), CAP_NET_ADMIN,
                      CAP_NET_RAW, -1) != 0)
        return failure(ErrorKind::System, confining, object, "libcap-ng refused the set of capabilities");
    int done = 0;
    if (geteuid() == 0 && user != 0)
        done = capng_change_id(static_cast<int>(user), static_cast<int>(group),
                               static_cast<capng_flags_t>(CAPNG_DROP_SUPP_GRP | CAPNG_CLEAR_BOUNDING));
    else // drop the bounding set where permitted; otherwise no_new_privs makes it meaningless
        done = capng_apply(capng_have_capability(CAPNG_EFFECTIVE, CAP_SETPCAP) != 0 ? CAPNG_SELECT_BOTH
                                                                                    : CAPNG_SELECT_CAPS);
    if (done != 0)
        return failure(ErrorKind::System, confining, object, fmt::format("libcap-ng could not apply it ({})", done));
    return {};
}

void giveUpAllRights() noexcept {
    const uid_t user = getuid();
    const gid_t group = getgid();
    if (setresgid(group, group, group) != 0 || setresuid(user, user, user) != 0)
        _exit(EXIT_FAILURE);
    capng_clear(CAPNG_SELECT_BOTH);
    if (capng_apply(CAPNG_SELECT_CAPS) != 0)
        _exit(EXIT_FAILURE);
}

Result<void> forbidOtherSystemCalls() {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return systemError(errno, confining, object);
    const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_KILL_PROCESS),
                                                                   &seccomp_release);
    if (!filter || !allow(filter.get()))
        return failure(ErrorKind::System, confining, object, "libseccomp refused a rule");
    if (const int done = seccomp_load(filter.get()); done != 0)
        return systemError(-done, confining, object, "This kernel does not support system call filters (seccomp)");
    return {};
}

Result<void> confine(uid_t user, gid_t group) {
    auto kept = keepNetworkRightsOnly(user, group);
    return kept ? forbidOtherSystemCalls() : kept;
}

} // namespace tapscope
