#pragma once

#include <base/error.h>
#include <filter/field_filter.h>

#include <analysis/shown_capture.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tapscope {

/// What a search looks for in a frame.
struct SearchInColumns {
    std::string text; ///< case of ASCII letters is ignored
};
struct SearchInBytes {
    std::vector<std::byte> bytes; ///< as they are
};
struct SearchTextInBytes {
    std::string text; ///< case of ASCII letters is ignored
};
struct SearchByFilter {
    std::shared_ptr<const FieldFilter> filter;
};
using SearchTarget = std::variant<SearchInColumns, SearchInBytes, SearchTextInBytes, SearchByFilter>;

enum class SearchDirection { Forward, Backward };

/// Reads "de:ad be-ef" or "deadbeef" as bytes; nullopt when it is none, or empty.
[[nodiscard]] std::optional<std::vector<std::byte>> bytesFromHex(std::string_view text);

/// The next frame after (or before) `from` that has what is looked for, going round at the end of the capture; nullopt
/// when no frame has it. Looks on all cores, and waits for frames that have to be learned first. Errors: Cancelled, and
/// what reading a frame says.
[[nodiscard]] Result<std::optional<FrameNumber>> findFrame(const ShownCapture& capture, const SearchTarget& target,
                                                           FrameNumber from, SearchDirection direction,
                                                           const std::stop_token& stop = {});

} // namespace tapscope
