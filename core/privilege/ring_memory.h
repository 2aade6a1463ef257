#pragma once

#include <base/error.h>

#include <sys/types.h>

#include <cstddef>
#include <optional>

namespace tapscope {

/// The kernel memory that rings of packet sockets hold, by the user whose process opened them. The kernel charges it to
/// nobody, cannot swap it out, and a user may run many helpers: it is counted where all of them are seen, in the kernel
/// (sock_diag(7), the `packet` part of which ss(8) shows).

/// Bytes of all rings of the user in this network namespace. Unsupported where the kernel does not tell
/// (CONFIG_PACKET_DIAG).
[[nodiscard]] Result<std::size_t> ringMemoryOf(uid_t user);

/// How large the ring of one more capture may be: a quarter of what is left of `bound`, at least two blocks and at most
/// sixteen. None when two blocks are not left.
[[nodiscard]] std::optional<std::size_t> nextRing(std::size_t used, std::size_t bound) noexcept;

} // namespace tapscope
