#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <decode/dissector.h>
#include <decode/plan.h>
#include <decode/registry.h>

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace tapscope {

/// Why a filter's text was refused, and where, for the bar that shows it as one types.
struct FilterError {
    std::size_t offset = 0; ///< bytes from the start of the text
    std::size_t length = 0;
    std::string message; ///< "\"ip.adr\" is no field or protocol. Did you mean ip.addr?"

    /// As an Error, for programs without a bar.
    [[nodiscard]] Error asError(std::string_view text) const;
};

/// A field filter: Wireshark's display filter language, compiled once to a small program over the fields it needs.
///
/// Immutable; any number of threads run it at the same time, each with a Dissection of its own.
class FieldFilter {
public:
    /// Parses, checks against the registry's fields and their types, compiles. At most 64 KiB of text and 256 levels of
    /// nesting. An empty text matches all. The registry must outlive the filter.
    [[nodiscard]] static std::expected<FieldFilter, FilterError> compile(std::string_view text,
                                                                         const DecoderRegistry& registry);
    FieldFilter(FieldFilter&&) noexcept;
    FieldFilter& operator=(FieldFilter&&) noexcept;
    ~FieldFilter();

    /// The plan to dissect with before matches().
    [[nodiscard]] const DissectionPlan& plan() const noexcept;
    /// Whether the dissected frame passes. Does not throw; allocates nothing in the steady state.
    [[nodiscard]] bool matches(const Dissection& dissection) const;
    [[nodiscard]] bool matchesAll() const noexcept;
    [[nodiscard]] const std::string& text() const noexcept;

private:
    struct Program;
    explicit FieldFilter(std::unique_ptr<Program> program) noexcept;
    std::unique_ptr<Program> program_;
};

} // namespace tapscope
