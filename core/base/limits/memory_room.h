#pragma once

namespace tapscope {

/// Whether there is memory for the stack of one more thread: pthread_create(3) fails with EAGAIN if there is not, as it
/// does if there are too many threads. Allocates nothing.
[[nodiscard]] bool hasRoomForThread() noexcept;
/// Whether this process may use less memory than there is (RLIMIT_AS, `ulimit -v`).
[[nodiscard]] bool isMemoryLimited() noexcept;

} // namespace tapscope
