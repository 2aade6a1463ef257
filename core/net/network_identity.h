#pragma once

#include <base/error.h>
#include <net/network_namespace.h>

#include <compare>
#include <cstdint>

namespace tapscope {

/// Identifies a network namespace: two are the same if these are equal.
struct NetworkIdentity {
    std::uint64_t device = 0, inode = 0;
    auto operator<=>(const NetworkIdentity&) const = default;
};

/// The identity of a namespace, or of another object of the kernel's nsfs that the descriptor refers to.
[[nodiscard]] Result<NetworkIdentity> identityOf(int descriptor);
[[nodiscard]] inline Result<NetworkIdentity> identityOf(const NetworkNamespace& network) {
    return identityOf(network.fd());
}

} // namespace tapscope
