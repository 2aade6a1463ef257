#pragma once

#include <base/error.h>
#include <decode/registry.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tapscope::cli {

/// What `tapscope-cli read` is asked for.
struct ReadWords {
    std::string file;
    std::uint64_t last = 0; ///< frames to look at; 0 = all
    std::string captureFilter, fieldFilter;
    enum class Output { Columns, Fields, Tree, Count } output = Output::Columns;
    std::vector<std::string> fields; ///< of Output::Fields
    std::vector<std::string> scripts;
    bool reassemble = false;
};

/// A column of `-T fields`: fields of that name, or one of the list's own columns.
struct FieldColumn {
    enum class Kind { Fields, Protocol, Info } kind = Kind::Fields;
    std::vector<FieldId> ids;
};

/// Reads the file on all cores and prints what was asked for, in order, to the standard output.
[[nodiscard]] Result<void> readFile(const ReadWords& words);

} // namespace tapscope::cli
