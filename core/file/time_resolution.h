#pragma once

#include <base/timestamp.h>
#include <file/capture_interface.h>

#include <cstdint>

namespace tapscope {

/// Converts a pcapng block's time from units of the interface's resolution (if_tsresol, if_tsoffset) to nanoseconds.
/// Finer resolutions are truncated. A time outside the range of 64-bit nanoseconds becomes the epoch.
[[nodiscard]] Timestamp timeOf(const CaptureInterface& interface, std::uint64_t ticks) noexcept;

} // namespace tapscope
