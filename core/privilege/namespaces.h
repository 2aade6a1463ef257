#pragma once

#include <base/error.h>

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Network namespaces (network_namespaces(7)) that exist already. Without Qt; any thread, unless said otherwise.

/// Which network namespace something is in: two are the same if these are equal.
struct NetworkIdentity {
    std::uint64_t device = 0, inode = 0;
    bool operator==(const NetworkIdentity&) const = default;
};

/// NotFound when there is no such process, NotPermitted when it is another user's.
[[nodiscard]] Result<NetworkIdentity> networkOf(pid_t process);

/// A process by its id and its program's name.
struct NamespaceProcess {
    pid_t id = 0;
    std::string program;
    bool operator==(const NamespaceProcess&) const = default;
};
/// Those in a network namespace that we may see, by id. Takes milliseconds: not for the GUI's thread.
[[nodiscard]] std::vector<NamespaceProcess> processesIn(const NetworkIdentity& network);

/// Moves the process into one that `ip netns` made. One thread only. NotFound; NotPermitted for who is not root there.
[[nodiscard]] Result<void> enterNamedNetwork(std::string_view name);
/// Moves it into a process's network namespace, and into its user namespace where that gives the right to (an
/// ordinary user's container or sandbox). One thread only.
[[nodiscard]] Result<void> enterNetworkOf(pid_t process);

} // namespace tapscope
