#pragma once

#include <base/error.h>

#include <print/field_column.h>

#include <string>
#include <vector>

namespace tapscope::cli {

/// The fields that `-T fields` prints (-e), and their format (-E).
struct FieldWords {
    std::vector<std::string> names;
    bool hasHeader = false;
    std::string separator = "\t"; ///< between fields
    std::string aggregator = ","; ///< between several values of a field
    Occurrence occurrence = Occurrence::All;
    std::string quote; ///< around each field: `"`, `'` or nothing
};

/// Parses "header=y", "separator=,", "occurrence=f", "aggregator=/s", "quote=d", as for tshark's -E.
[[nodiscard]] Result<void> parseFieldOption(FieldWords& words, const std::string& option);

} // namespace tapscope::cli
