#pragma once

#include <base/error.h>
#include <net/network_identity.h>

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Network namespaces (network_namespaces(7)) that exist already. Without Qt; any thread, unless said otherwise.

/// NotFound when there is no such process, NotPermitted when it is another user's.
[[nodiscard]] Result<NetworkIdentity> networkOf(pid_t process);

/// A process by its id and its program's name.
struct NamespaceProcess {
    pid_t id = 0;
    std::string program;
    bool operator==(const NamespaceProcess&) const = default;
};
/// All processes by the network namespace that they are in.
struct NetworkProcesses {
    std::map<NetworkIdentity, std::vector<NamespaceProcess>> byNetwork; ///< each by id
    std::size_t hidden = 0; ///< other users' processes, of which the kernel does not tell us where they are
};
/// Takes milliseconds: not for the GUI's thread.
[[nodiscard]] NetworkProcesses processesByNetwork();
/// Those in a network namespace that we may see, by id. As long.
[[nodiscard]] std::vector<NamespaceProcess> processesIn(const NetworkIdentity& network);

/// Moves the process into one that `ip netns` made. One thread only. NotFound; NotPermitted for who is not root there.
[[nodiscard]] Result<void> enterNamedNetwork(std::string_view name);
/// Moves it into a process's network namespace, and into its user namespace where that gives the right to (an
/// ordinary user's container or sandbox). One thread only.
[[nodiscard]] Result<void> enterNetworkOf(pid_t process);

} // namespace tapscope
