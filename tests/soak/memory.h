#pragma once

#include <sys/types.h>

#include <vector>

namespace tapscope::test {

/// What a process keeps in memory, in MiB (proc(5), statm: resident, less what is shared with files and rings).
[[nodiscard]] double memoryOf(pid_t process);

/// What this process has allocated and not given back, in MiB (mallinfo2(3)). Unlike what is resident it has no part
/// that the allocator only keeps for later, of which each thread that ever ran leaves some.
[[nodiscard]] double allocatedMemory();

/// How much more is kept at the end than at the beginning, in MiB: the median of the last third of the samples less
/// that of the first third. What is lent for a moment does not count.
[[nodiscard]] double growth(const std::vector<double>& samples);

/// The slope of a line through samples taken one `interval` apart, by least squares, in MiB a minute.
[[nodiscard]] double slope(const std::vector<double>& samples, double intervalSeconds);

} // namespace tapscope::test
