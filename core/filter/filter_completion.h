#pragma once

#include <decode/registry.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A text that may be inserted into a filter, and what it means.
struct FilterCandidate {
    std::string text;        ///< a value is quoted where necessary
    std::string description; ///< the titles of the fields or of the protocol; of a value, its number
};

/// The possible completions at a position in a filter's text.
struct FilterCompletion {
    std::size_t start = 0;                   ///< where the word begins, in bytes from the start of the text
    std::size_t length = 0;                  ///< of the word up to the cursor, which a candidate replaces
    std::vector<FilterCandidate> candidates; ///< sorted by text
};

/// Completes the word before `cursor` (bytes). After a comparison with a field that has named values, the candidates
/// are these names, otherwise fields and protocols. At most 200 candidates.
[[nodiscard]] FilterCompletion completeFilter(std::string_view text, std::size_t cursor,
                                              const DecoderRegistry& registry);

} // namespace tapscope
