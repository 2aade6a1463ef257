#pragma once

#include <decode/registry.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// What could stand at a place of a filter's text.
struct FilterCompletion {
    std::size_t start = 0;               ///< bytes from the start of the text: where the word begins
    std::size_t length = 0;              ///< of it up to the cursor: what a candidate replaces
    std::vector<std::string> candidates; ///< sorted; a value in quotes where it needs them
};

/// Completes the word before `cursor` (bytes): names of values behind a comparison with a field that has them, else
/// fields and protocols. At most 200 candidates.
[[nodiscard]] FilterCompletion completeFilter(std::string_view text, std::size_t cursor,
                                              const DecoderRegistry& registry);

} // namespace tapscope
