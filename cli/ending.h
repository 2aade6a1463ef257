#pragma once

namespace tapscope::cli {

/// From now on what nobody catches, on any thread (memory that is short, a thread that cannot be started), ends the
/// program with one line and exit code 1 instead of SIGABRT.
void endWithOneLine() noexcept;

} // namespace tapscope::cli
