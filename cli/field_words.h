#pragma once

#include <base/error.h>
#include <decode/registry.h>

#include <string>
#include <vector>

namespace tapscope::cli {

/// Which fields `-T fields` prints, by -e, and how, by -E.
struct FieldWords {
    enum class Occurrence { First, Last, All };

    std::vector<std::string> names;
    bool hasHeader = false;
    std::string separator = "\t"; ///< between fields
    std::string aggregator = ","; ///< between several values of a field
    Occurrence occurrence = Occurrence::All;
    std::string quote; ///< around each field: `"`, `'` or nothing
};

/// Takes "header=y", "separator=,", "occurrence=f", "aggregator=/s", "quote=d", as tshark's -E has them.
[[nodiscard]] Result<void> takeFieldOption(FieldWords& words, const std::string& option);

/// A column of `-T fields`: fields of that name, or one of the list's own columns.
struct FieldColumn {
    enum class Kind { Fields, Protocol, Info } kind = Kind::Fields;
    std::string name;
    std::vector<FieldId> ids;
};

/// Finds what -e names. NotFound: there is no such field.
[[nodiscard]] Result<std::vector<FieldColumn>> findColumns(const std::vector<std::string>& names,
                                                           const DecoderRegistry& registry);

} // namespace tapscope::cli
