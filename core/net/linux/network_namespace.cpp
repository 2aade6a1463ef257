#include <net/network_identity.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>

namespace tapscope {
namespace {

constexpr std::string_view openingNamespace = "open";
constexpr const char* folder = "/run/netns";

std::unexpected<Error> unknown(std::string_view name) {
    std::string known;
    for (const auto& each : NetworkNamespace::names())
        known += (known.empty() ? "There are: " : ", ") + each;
    return failure(ErrorKind::NotFound, openingNamespace, fmt::format("the namespace \"{}\"", name),
                   "there is no namespace with that name", known.empty() ? "Create one: ip netns add NAME" : known);
}

} // namespace

Result<NetworkNamespace> NetworkNamespace::open(const std::string& path, std::string text) {
    UniqueFd fd(Syscalls::real().open(path.c_str(), O_RDONLY | O_CLOEXEC, 0));
    if (!fd)
        return systemError(errno, openingNamespace, text,
                           errno == EACCES ? "Run it as root, or as the user of that process" : "");
    if (ioctl(fd.get(), NS_GET_NSTYPE) != CLONE_NEWNET)
        return failure(ErrorKind::Invalid, openingNamespace, text, "it is not a network namespace");
    return NetworkNamespace(std::move(fd), std::move(text));
}

Result<NetworkNamespace> NetworkNamespace::named(std::string_view name) {
    if (name.empty() || name == "." || name == ".." || name.find('/') != std::string_view::npos ||
        name.find('\0') != std::string_view::npos)
        return unknown(name);
    auto found = open(fmt::format("{}/{}", folder, name), fmt::format("the namespace {}", name));
    if (!found && found.error().code == ENOENT)
        return unknown(name);
    return found;
}

Result<NetworkNamespace> NetworkNamespace::ofProcess(pid_t pid) {
    auto found = open(fmt::format("/proc/{}/ns/net", pid), fmt::format("the namespace of process {}", pid));
    if (!found && found.error().code == ENOENT)
        return failure(ErrorKind::NotFound, openingNamespace, fmt::format("the namespace of process {}", pid),
                       "there is no such process");
    return found;
}

Result<NetworkNamespace> NetworkNamespace::find(std::string_view nameOrPid) {
    auto found = named(nameOrPid);
    pid_t pid = 0;
    const char* end = nameOrPid.data() + nameOrPid.size();
    const auto [stopped, error] = std::from_chars(nameOrPid.data(), end, pid);
    if (!found && found.error().kind == ErrorKind::NotFound && error == std::errc{} && stopped == end && pid > 0)
        return ofProcess(pid);
    return found;
}

std::vector<std::string> NetworkNamespace::names() {
    std::vector<std::string> names;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error))
        names.push_back(entry->path().filename());
    std::ranges::sort(names);
    return names;
}

Result<NetworkIdentity> identityOf(int descriptor) {
    struct stat seen{};
    if (fstat(descriptor, &seen) != 0)
        return systemError(errno, "look at", "a network namespace");
    return NetworkIdentity{seen.st_dev, seen.st_ino};
}

} // namespace tapscope
