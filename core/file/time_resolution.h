#pragma once

#include <base/timestamp.h>
#include <file/capture_interface.h>

#include <cstdint>

namespace tapscope {

/// A pcapng block's time in units of the interface's resolution (if_tsresol, if_tsoffset), in nanoseconds. Finer
/// resolutions are cut; a time outside of what nanoseconds in 64 bits can tell is the epoch.
[[nodiscard]] Timestamp timeOf(const CaptureInterface& interface, std::uint64_t ticks) noexcept;

} // namespace tapscope
