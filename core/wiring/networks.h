#pragma once

#include <net/network_namespace.h>

#include <sys/types.h>
#include <wiring/wiring.h>

#include <string>
#include <vector>

namespace tapscope {

/// A network namespace that was found, before its devices are read.
struct FoundNetwork {
    WiringArea area;                           ///< without devices
    std::optional<NetworkNamespace> nameSpace; ///< held open; none if that was refused, see area.refusal
};
struct FoundNetworks {
    std::vector<FoundNetwork> networks; ///< in the order of Wiring::areas
    std::vector<std::string> remarks;
};

/// Finds our own namespace, those named by `ip netns`, and those of processes that we may examine. `sandbox` is a
/// process in the program's own private namespace; 0: there is none. Namespaces beyond `most` are counted and left out.
[[nodiscard]] Result<FoundNetworks> findNetworks(pid_t sandbox, std::size_t most);

} // namespace tapscope
