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

/// What to search for in a frame.
struct SearchEverywhere {
    /// In the columns, the fields, and the bytes: there as text, and as hex if it is two octets or more. The case of
    /// ASCII letters is ignored.
    std::string text;
};
struct SearchInColumns {
    std::string text; ///< case of ASCII letters is ignored
};
struct SearchInFields {
    std::string text; ///< in the lines of the field tree; case of ASCII letters is ignored
};
struct SearchInBytes {
    std::vector<std::byte> bytes; ///< exact bytes
};
struct SearchTextInBytes {
    std::string text; ///< case of ASCII letters is ignored
};
struct SearchByFilter {
    std::shared_ptr<const FieldFilter> filter;
};
using SearchTarget =
    std::variant<SearchEverywhere, SearchInColumns, SearchInFields, SearchInBytes, SearchTextInBytes, SearchByFilter>;

/// A frame that has what was searched, and where.
struct FoundFrame {
    enum class Place : std::uint8_t { Columns, Fields, Bytes, Filter };
    FrameNumber number = 0;
    Place place = Place::Columns;
    ByteRange range; ///< of Place::Bytes, in the frame
};

enum class SearchDirection { Forward, Backward };

/// Reads "de:ad be-ef" or "deadbeef" as bytes. Returns nullopt if the text is empty or not hex.
[[nodiscard]] std::optional<std::vector<std::byte>> bytesFromHex(std::string_view text);

/// Returns the next frame after (or before) `from` that matches, wrapping around at the end of the capture; nullopt if
/// no frame matches. A frame that matches in several places is found in the first of FoundFrame::Place. Searches on all
/// cores, and waits for frames that must be learned first. Errors: Cancelled, and those of reading a frame.
[[nodiscard]] Result<std::optional<FoundFrame>> findFrame(const ShownCapture& capture, const SearchTarget& target,
                                                          FrameNumber from, SearchDirection direction,
                                                          const std::stop_token& stop = {});

} // namespace tapscope
