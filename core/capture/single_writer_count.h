#pragma once

#include <atomic>
#include <cstdint>

namespace tapscope {

/// Adds to a count that one thread writes and others read: without a locked instruction.
inline void addTo(std::atomic<std::uint64_t>& count, std::uint64_t more) noexcept {
    count.store(count.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
}

} // namespace tapscope
