#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/capture_interface.h>

#include <cstddef>
#include <cstdint>

namespace tapscope {

/// How an interface's frames are laid out in their file. Known once the file's header is read.
struct FrameLayout {
    enum class Format : std::uint8_t { Pcap, ModifiedPcap, PcapNg } format = Format::PcapNg;
    enum class ByteOrder : std::uint8_t { Little, Big } byteOrder = ByteOrder::Little;
    /// Old BSD versions of libpcap (file version before 2.3) wrote the original length before the captured length.
    enum class Lengths : std::uint8_t { CapturedFirst, OriginalFirst } lengths = Lengths::CapturedFirst;

    bool operator==(const FrameLayout&) const = default;
};

/// An interface together with the layout of its frames. A store keeps one for each interface.
struct StoredInterface {
    CaptureInterface description;
    FrameLayout layout;
};

/// The maximum length of a frame in bytes; a longer one is damage. This is wiretap's limit for most link types.
inline constexpr std::uint32_t maximumFrameSize = 262144;

/// Larger original lengths are reduced to this number of bytes, as in wiretap.
inline constexpr std::uint32_t largestOriginalLength = 0x7fff'ffff;

/// The number of bytes that are needed to know the size of a record or block.
inline constexpr std::size_t frameHeaderSize = 16;
[[nodiscard]] std::size_t recordSize(const FrameLayout& layout, Bytes start);

/// Parses a whole record or block: bytes, original length, direction, comment. Time and interface come from the index.
/// The error is Damaged if the record does not match the index.
[[nodiscard]] Result<Frame> parseRecord(const StoredInterface& interface, Bytes record);

} // namespace tapscope
