#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/capture_interface.h>

#include <cstddef>
#include <cstdint>

namespace tapscope {

/// How the frames of an interface stand in their file, known once its header is read.
struct FrameLayout {
    enum class Format : std::uint8_t { Pcap, ModifiedPcap, PcapNg } format = Format::PcapNg;
    enum class ByteOrder : std::uint8_t { Little, Big } byteOrder = ByteOrder::Little;
    /// Old BSD libpcaps (file version before 2.3) wrote the original length before the captured one.
    enum class Lengths : std::uint8_t { CapturedFirst, OriginalFirst } lengths = Lengths::CapturedFirst;

    bool operator==(const FrameLayout&) const = default;
};

/// An interface together with how to read its frames: what a store keeps for each.
struct StoredInterface {
    CaptureInterface description;
    FrameLayout layout;
};

/// The longest frame that is taken for one, in bytes; longer ones are damage. Wiretap's limit for most link types.
inline constexpr std::uint32_t maximumFrameSize = 262144;

/// What longer original lengths are taken for, in bytes, as wiretap does.
inline constexpr std::uint32_t largestOriginalLength = 0x7fff'ffff;

/// Size of the record or block that begins with these bytes (at least frameHeaderSize of them).
inline constexpr std::size_t frameHeaderSize = 16;
[[nodiscard]] std::size_t recordSize(const FrameLayout& layout, Bytes start);

/// Takes a whole record or block apart: bytes, original length, direction, comment. Time and interface are the index's.
/// Damaged when it is not what the index said.
[[nodiscard]] Result<Frame> parseRecord(const StoredInterface& interface, Bytes record);

} // namespace tapscope
