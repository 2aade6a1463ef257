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

/// What frames are put in order by. Numbers and times are compared as such, addresses octet by octet (IPv4 before IPv6
/// before the rest), text without regard to the case of ASCII letters and up to 4096 bytes. Of a field that a frame has
/// several times, the first counts.
struct OrderKey {
    enum class By : std::uint8_t {
        Number,
        Time,
        TimeSincePrevious, ///< since the frame before it in the capture
        Length,            ///< on the wire
        Direction,
        Interface, ///< by its name
        Source,
        Destination,
        Protocol,
        Info,
        Fields, ///< the first of `fields` that a frame has
    } by = By::Number;
    std::vector<FieldId> fields = {};
};

/// Frames in the order of a key.
struct FrameOrder {
    /// Places in the list of frames that was put in order. Those that have a value come first, ascending, equal ones in
    /// capture order; then those that have none, in capture order.
    std::vector<std::uint32_t> places;
    std::size_t valued = 0; ///< so many have a value
};

/// Which frames: `first` to `last`, or the chosen ones, ascending.
struct FramesToOrder {
    FrameNumber first = 1, last = 0;
    std::optional<std::span<const FrameNumber>> chosen = {};

    [[nodiscard]] std::uint64_t count() const noexcept {
        return chosen ? chosen->size() : last >= first ? last - first + 1 : 0;
    }
};

/// Puts frames in order, on all cores: each is decoded once, its value kept in 16 bytes (text that is longer than 8
/// bytes takes its length besides), and these are sorted. Waits for frames that have to be learned first. `progress`
/// is told how many frames are decoded, on the threads of the scan. Blocks. Errors: Cancelled; OutOfRange for more than
/// 2^32 - 1 frames, or more than 1 GiB of text. A frame that cannot be read has no value.
[[nodiscard]] Result<FrameOrder> orderFrames(const ShownCapture& capture, const OrderKey& key,
                                             const FramesToOrder& frames, const std::stop_token& stop = {},
                                             const std::function<void(FrameNumber done)>& progress = {});

} // namespace tapscope
