#pragma once

namespace tapscope {

/// From now on what nobody catches, on any thread (memory that is short, a thread that cannot be started), ends the
/// program with one line on standard error and exit code 1 instead of SIGABRT. `program` has static storage.
void endWithOneLine(const char* program) noexcept;

} // namespace tapscope
