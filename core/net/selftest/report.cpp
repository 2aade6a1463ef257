#include "report.h"

#include <fmt/core.h>

#include <cstdio>

namespace tapscope::selftest {

bool Report::line(std::string_view what, bool isTrue, std::string_view otherwise) {
    ++tried_;
    held_ += isTrue ? 1 : 0;
    const bool explains = !isTrue && !otherwise.empty();
    fmt::print("{}  {}{}{}\n", isTrue ? "ok    " : "FAILED", what, explains ? ": " : "", explains ? otherwise : "");
    std::fflush(stdout);
    return isTrue;
}

bool Report::finish() const {
    fmt::print("{} of {} held\n", held_, tried_);
    return held_ == tried_;
}

} // namespace tapscope::selftest
