#pragma once

#include <base/frame.h>
#include <base/published_array.h>
#include <file/interface_list.h>

#include <cstdint>

namespace tapscope {

/// The position of one frame in its file, in 16 bytes.
struct IndexEntry {
    std::uint64_t offset : 46;      ///< of the frame's block or record in the file
    std::uint64_t interfaceId : 18; ///< index in the capture's interfaces
    std::int64_t time;              ///< nanoseconds since the epoch

    [[nodiscard]] static IndexEntry of(std::uint64_t fileOffset, std::uint32_t interface, Timestamp when) noexcept {
        constexpr std::uint64_t interfaceMask = maximumInterfaces - 1;
        constexpr std::uint64_t offsetMask = (std::uint64_t{1} << 46) - 1;
        return {fileOffset & offsetMask, interface & interfaceMask, when.time_since_epoch().count()};
    }
    [[nodiscard]] Timestamp timestamp() const noexcept { return Timestamp(std::chrono::nanoseconds(time)); }
};
static_assert(sizeof(IndexEntry) == 16);

/// The index of a file: up to 4.29 billion frames in segments of 1 MiB. Positions count from 0.
using FrameIndex = PublishedArray<IndexEntry, (std::size_t{1} << 16), (std::size_t{1} << 16)>;

} // namespace tapscope
