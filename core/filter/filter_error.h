#pragma once

#include <base/error.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace tapscope {

/// What is wrong with a filter's text, or suspicious about it, and where.
struct FilterError {
    std::size_t offset = 0; ///< bytes from the start of the text
    std::size_t length = 0; ///< bytes that are meant; 0 = the place itself
    std::string message;

    [[nodiscard]] Error asError(std::string_view text) const;
};

} // namespace tapscope
