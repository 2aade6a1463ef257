#pragma once

#include <base/error.h>

#include <sys/types.h>

#include <cstddef>
#include <optional>

namespace tapscope {

/// The kernel memory of packet sockets' rings, by the user whose process opened them. The kernel charges it to no user
/// and cannot swap it out, and a user may run many helpers. It is therefore counted where all rings are visible, in the
/// kernel (sock_diag(7), the `packet` part of which ss(8) shows).

/// Returns the bytes of all rings of the user in this network namespace. Error: Unsupported if the kernel does not
/// report them (CONFIG_PACKET_DIAG).
[[nodiscard]] Result<std::size_t> ringMemoryOf(uid_t user);

/// Returns the maximum size of the ring for one more capture: a quarter of what is left of `bound`, at least two blocks
/// and at most sixteen. Nothing if fewer than two blocks are left.
[[nodiscard]] std::optional<std::size_t> nextRing(std::size_t used, std::size_t bound) noexcept;

} // namespace tapscope
