#include <base/unique_fd.h>
#include <net/network_namespace.h>
#include <privilege/namespaces.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>

namespace tapscope {
namespace {

constexpr const char* enteringNamespace = "enter";

Result<NetworkIdentity> identityOf(const std::string& path, const std::string& what) {
    struct stat seen{};
    if (stat(path.c_str(), &seen) == 0)
        return NetworkIdentity{seen.st_dev, seen.st_ino};
    const int code = errno;
    return systemError(code, "look at", what, code == EACCES ? "It is another user's process" : "");
}

} // namespace

Result<NetworkIdentity> networkOf(pid_t process) {
    return identityOf(fmt::format("/proc/{}/ns/net", process), fmt::format("the network of process {}", process));
}

NetworkProcesses processesByNetwork() {
    NetworkProcesses all;
    std::error_code error;
    std::filesystem::directory_iterator entry("/proc", error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
        const std::string number = entry->path().filename();
        NamespaceProcess process;
        if (std::from_chars(number.data(), number.data() + number.size(), process.id).ec != std::errc{})
            continue;
        const auto its = networkOf(process.id);
        if (!its) {
            all.hidden += its.error().kind == ErrorKind::NotPermitted ? 1 : 0;
            continue;
        }
        std::ifstream comm(entry->path() / "comm");
        std::getline(comm, process.program);
        all.byNetwork[*its].push_back(std::move(process));
    }
    for (auto& [network, processes] : all.byNetwork)
        std::ranges::sort(processes, {}, &NamespaceProcess::id);
    return all;
}

std::vector<NamespaceProcess> processesIn(const NetworkIdentity& network) {
    return std::move(processesByNetwork().byNetwork[network]);
}

Result<void> enterNamedNetwork(std::string_view name) {
    const auto target = NetworkNamespace::named(name);
    if (!target)
        return std::unexpected(target.error());
    if (setns(target->fd(), CLONE_NEWNET) != 0) {
        const int code = errno;
        return systemError(code, enteringNamespace, target->text(),
                           code == EPERM ? "Only root may enter namespaces created by ip netns" : "");
    }
    return {};
}

Result<void> enterNetworkOf(pid_t process) {
    const std::string object = fmt::format("the network of process {}", process);
    const UniqueFd target(static_cast<int>(syscall(SYS_pidfd_open, process, 0)));
    if (!target && errno == ESRCH)
        return failure(ErrorKind::NotFound, enteringNamespace, object, "there is no such process");
    if (!target)
        return systemError(errno, enteringNamespace, object);
    if (setns(target.get(), CLONE_NEWNET) == 0)
        return {};
    // The creator of a user namespace has all rights in it once inside.
    if (errno == EPERM && setns(target.get(), CLONE_NEWUSER | CLONE_NEWNET) == 0)
        return {};
    const int code = errno;
    return systemError(code == EINVAL ? EPERM : code, enteringNamespace, object,
                       "It may be entered by root, and by the user whose container or sandbox it is");
}

} // namespace tapscope
