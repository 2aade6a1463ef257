#pragma once

#include <chrono>

namespace tapscope::test {

/// How long a test lets the window's models wait for rows and fields that it reads at once.
constexpr std::chrono::seconds testPatience{60};

} // namespace tapscope::test
