#pragma once

#include <net/network_namespace.h>

#include <sys/types.h>
#include <wiring/wiring.h>

#include <string>
#include <vector>

namespace tapscope {

/// A network namespace that was found, before anybody looks into it.
struct FoundNetwork {
    WiringArea area;                           ///< without devices
    std::optional<NetworkNamespace> nameSpace; ///< held open; none where that was refused, as area.refusal says
};
struct FoundNetworks {
    std::vector<FoundNetwork> networks; ///< in the order of Wiring::areas
    std::vector<std::string> remarks;
};

/// The one that we stand in, those that `ip netns` has named, and those of processes that we may look at; `sandbox` is
/// a process in the program's own private one, 0: it has none. More than `most` are counted and left out.
[[nodiscard]] Result<FoundNetworks> findNetworks(pid_t sandbox, std::size_t most);

} // namespace tapscope
