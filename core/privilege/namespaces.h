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

/// Existing network namespaces (network_namespaces(7)). Without Qt; any thread unless stated otherwise.

/// Errors: NotFound if there is no such process, NotPermitted if it belongs to another user.
[[nodiscard]] Result<NetworkIdentity> networkOf(pid_t process);

/// A process by its id and its program's name.
struct NamespaceProcess {
    pid_t id = 0;
    std::string program;
    bool operator==(const NamespaceProcess&) const = default;
};
/// All processes by network namespace.
struct NetworkProcesses {
    std::map<NetworkIdentity, std::vector<NamespaceProcess>> byNetwork; ///< each sorted by id
    std::size_t hidden = 0; ///< number of other users' processes whose namespace the kernel does not show us
};
/// Takes milliseconds; not for the GUI's thread.
[[nodiscard]] NetworkProcesses processesByNetwork();
/// The visible processes in a network namespace, by id. Takes as long.
[[nodiscard]] std::vector<NamespaceProcess> processesIn(const NetworkIdentity& network);

/// Moves the process into a namespace named by `ip netns`. Only while there is one thread. Errors: NotFound;
/// NotPermitted without root's permissions there.
[[nodiscard]] Result<void> enterNamedNetwork(std::string_view name);
/// Moves the process into the network namespace of another one, and into its user namespace if that gives the
/// permission (an ordinary user's container or sandbox). Only while there is one thread.
[[nodiscard]] Result<void> enterNetworkOf(pid_t process);

} // namespace tapscope
