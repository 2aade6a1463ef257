#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A network namespace that is held open, network_namespaces(7). It lives at least as long as this object.
class NetworkNamespace {
public:
    /// A namespace that `ip netns` has named: /run/netns/NAME. Error: NotFound, with the existing names.
    [[nodiscard]] static Result<NetworkNamespace> named(std::string_view name);
    /// The namespace of a process, such as a container's. Needs the permission to examine that process (ptrace(2)).
    [[nodiscard]] static Result<NetworkNamespace> ofProcess(pid_t pid);
    /// By a name, or else a process id, as in `ip link set DEVICE netns …`.
    [[nodiscard]] static Result<NetworkNamespace> find(std::string_view nameOrPid);
    /// All names of `ip netns`, sorted.
    [[nodiscard]] static std::vector<std::string> names();

    [[nodiscard]] int fd() const noexcept { return fd_.get(); }
    /// For people: "the namespace blue", "the namespace of process 4711"
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    NetworkNamespace(UniqueFd fd, std::string text) noexcept : fd_(std::move(fd)), text_(std::move(text)) {}
    [[nodiscard]] static Result<NetworkNamespace> open(const std::string& path, std::string text);

    UniqueFd fd_;
    std::string text_;
};

} // namespace tapscope
