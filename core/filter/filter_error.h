#pragma once

#include <base/error.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace tapscope {

/// An error in a filter's text, or a warning about it, with its position.
struct FilterError {
    std::size_t offset = 0; ///< bytes from the start of the text
    std::size_t length = 0; ///< bytes that it refers to; 0 = only the position
    std::string message;

    [[nodiscard]] Error asError(std::string_view text) const;
};

} // namespace tapscope
