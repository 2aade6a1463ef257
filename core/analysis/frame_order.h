#pragma once

#include <base/error.h>
#include <decode/field.h>

#include <analysis/shown_capture.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tapscope {

/// The sort key of frames. Numbers and times are compared as such, addresses octet by octet (IPv4 before IPv6 before
/// all others), and text by its first 4096 bytes, ignoring the case of ASCII letters. If a frame has a field several
/// times, the first one is used.
struct OrderKey {
    enum class By : std::uint8_t {
        Number,
        Time,
        TimeSincePrevious, ///< since the previous frame of the capture
        Length,            ///< on the wire
        Direction,
        Interface, ///< by its name
        Source,
        Destination,
        Protocol,
        Info,
        Fields, ///< the first of `fields` that the frame has
    } by = By::Number;
    std::vector<FieldId> fields = {};
};

/// Frames in the order of a key.
struct FrameOrder {
    /// Indices in the list of frames that was sorted. Frames with a value come first, in ascending order, those with
    /// equal values in capture order; then frames without a value, in capture order.
    std::vector<std::uint32_t> places;
    std::size_t valued = 0; ///< the number of frames with a value
};

/// The frames to sort: `first` to `last`, or the chosen ones in ascending order.
struct FramesToOrder {
    FrameNumber first = 1, last = 0;
    std::optional<std::span<const FrameNumber>> chosen = {};

    [[nodiscard]] std::uint64_t count() const noexcept {
        return chosen ? chosen->size() : last >= first ? last - first + 1 : 0;
    }
};

/// Sorts frames on all cores. Each frame is decoded once and its value kept in 16 bytes (text of more than 8 bytes also
/// takes its length), and these are sorted. Waits for frames that must be learned first. `progress` receives the number
/// of decoded frames, on the threads of the scan. Blocks. Errors: Cancelled; OutOfRange for more than 2^32 - 1 frames
/// or more than 1 GiB of text. A frame that cannot be read has no value.
[[nodiscard]] Result<FrameOrder> orderFrames(const ShownCapture& capture, const OrderKey& key,
                                             const FramesToOrder& frames, const std::stop_token& stop = {},
                                             const std::function<void(FrameNumber done)>& progress = {});

} // namespace tapscope
