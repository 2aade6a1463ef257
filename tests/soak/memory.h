#pragma once

#include <sys/types.h>

#include <vector>

namespace tapscope::test {

/// The memory of a process in MiB (proc(5), statm: resident memory, without memory shared with files and rings).
[[nodiscard]] double memoryOf(pid_t process);

/// The memory that this process has allocated and not freed, in MiB (mallinfo2(3)). Unlike resident memory, it does not
/// include freed memory that the allocator keeps, some for each thread that ever ran.
[[nodiscard]] double allocatedMemory();

/// The growth of memory in MiB: the median of the last third of the samples minus that of the first third. Memory that
/// is used only for a moment does not count.
[[nodiscard]] double growth(const std::vector<double>& samples);

/// The slope of a line through samples taken one `interval` apart, by least squares, in MiB per minute.
[[nodiscard]] double slope(const std::vector<double>& samples, double intervalSeconds);

} // namespace tapscope::test
