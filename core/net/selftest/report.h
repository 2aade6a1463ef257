#pragma once

#include <base/error.h>

#include <string_view>

namespace tapscope::selftest {

/// Prints and counts the results of checks.
class Report {
public:
    /// Passes if `done` has a value.
    template <typename T>
    bool held(std::string_view what, const Result<T>& done) {
        return line(what, done.has_value(), done ? std::string() : done.error().text());
    }
    /// Passes if `isTrue`; `otherwise` describes what was seen instead.
    bool held(std::string_view what, bool isTrue, std::string_view otherwise = {}) {
        return line(what, isTrue, otherwise);
    }
    /// Passes if the system refused with this kind of error.
    template <typename T>
    bool refused(std::string_view what, const Result<T>& done, ErrorKind kind) {
        return line(what, !done && done.error().kind == kind, done ? "it was allowed" : done.error().text());
    }

    /// Prints "27 of 27 held". Returns whether all checks passed.
    [[nodiscard]] bool finish() const;

private:
    bool line(std::string_view what, bool isTrue, std::string_view otherwise);

    int tried_ = 0, held_ = 0;
};

} // namespace tapscope::selftest
