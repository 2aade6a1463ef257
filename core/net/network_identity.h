#pragma once

#include <base/error.h>
#include <net/network_namespace.h>

#include <compare>
#include <cstdint>

namespace tapscope {

/// Which network namespace something is in: two are the same if these are equal.
struct NetworkIdentity {
    std::uint64_t device = 0, inode = 0;
    auto operator<=>(const NetworkIdentity&) const = default;
};

/// Of a namespace, or of anything else that a descriptor of the kernel's nsfs stands for.
[[nodiscard]] Result<NetworkIdentity> identityOf(int descriptor);
[[nodiscard]] inline Result<NetworkIdentity> identityOf(const NetworkNamespace& network) {
    return identityOf(network.fd());
}

} // namespace tapscope
