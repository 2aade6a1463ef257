#pragma once

#include <base/frame.h>
#include <decode/field_value.h>

#include <analysis/dissected_frame.h>

#include <cstdint>
#include <vector>

namespace tapscope {

/// Another frame that a field of a frame refers to.
struct RelatedFrame {
    FrameNumber number = 0;
    enum class Kind : std::uint8_t {
        Request,
        Response,
        Acknowledged, ///< the segment that an ACK acknowledges
        Part,         ///< a fragment or segment, or the frame that reassembles it
        Other,
    } kind = Kind::Other;
    bool operator==(const RelatedFrame&) const = default;
};

/// The number of the frame that a field such as http.request_in refers to; 0 = none.
[[nodiscard]] FrameNumber linkedFrame(const DissectedFrame& frame, const FieldValue& value);
/// All frames that the fields of a frame refer to, ascending, without duplicates.
[[nodiscard]] std::vector<RelatedFrame> relatedFrames(const DissectedFrame& frame);

} // namespace tapscope
