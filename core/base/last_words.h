#pragma once

namespace tapscope {

/// From now on, an exception that no code catches (out of memory, a thread that cannot be started), on any thread, ends
/// the program with one line on standard error and exit code 1 instead of SIGABRT. `program` must have static storage.
void endWithOneLine(const char* program) noexcept;

} // namespace tapscope
