#pragma once

#include <decode/registry.h>
#include <filter/filter_error.h>
#include <filter/filter_parser.h>
#include <filter/filter_program.h>

#include <expected>
#include <vector>

namespace tapscope {

/// Resolves a filter's words (fields, protocols, values of the type that they are compared with), rejects impossible
/// comparisons, and writes the program. Adds to the parsed filter's warnings.
[[nodiscard]] std::expected<FilterProgram, FilterError> checkFilter(ParsedFilter& parsed,
                                                                    const DecoderRegistry& registry);

} // namespace tapscope
