#pragma once

#include <base/error.h>

#include <string_view>

namespace tapscope::selftest {

/// Prints what was tried and whether it held, and counts.
class Report {
public:
    /// Held when `done` is a value.
    template <typename T>
    bool held(std::string_view what, const Result<T>& done) {
        return line(what, done.has_value(), done ? std::string() : done.error().text());
    }
    /// Held when `isTrue`; `otherwise` says what was seen instead.
    bool held(std::string_view what, bool isTrue, std::string_view otherwise = {}) {
        return line(what, isTrue, otherwise);
    }
    /// Held when the system refused with this kind of error.
    template <typename T>
    bool refused(std::string_view what, const Result<T>& done, ErrorKind kind) {
        return line(what, !done && done.error().kind == kind, done ? "it was allowed" : done.error().text());
    }

    /// "27 of 27 held". Whether all did.
    [[nodiscard]] bool finish() const;

private:
    bool line(std::string_view what, bool isTrue, std::string_view otherwise);

    int tried_ = 0, held_ = 0;
};

} // namespace tapscope::selftest
