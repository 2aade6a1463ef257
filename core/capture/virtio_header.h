#pragma once

#include <base/frame.h>
#include <base/offload.h>

#include <cstddef>
#include <cstring>
#include <span>

namespace tapscope {

/// virtio_net_hdr (VIRTIO 1.2 section 5.1.6); the header in linux/ is not valid C++. In this machine's byte order, as
/// used by the driver of TAPs and by packet sockets. Longer headers have further fields, which are zero here.
struct VirtioNetHeader {
    std::uint8_t flags, segmentation;
    std::uint16_t headerLength, segmentSize, checksumStart, checksumOffset;
};

/// Returns an Offload without work if the header is too short.
[[nodiscard]] inline Offload readVirtioHeader(Bytes header) {
    VirtioNetHeader fields{};
    if (header.size() < sizeof fields)
        return {};
    std::memcpy(&fields, header.data(), sizeof fields);
    return {.flags = fields.flags,
            .segmentation = fields.segmentation,
            .headerLength = fields.headerLength,
            .segmentSize = fields.segmentSize,
            .checksumStart = fields.checksumStart,
            .checksumOffset = fields.checksumOffset};
}

/// Writes to the beginning of `header`, which must be long enough.
inline void writeVirtioHeader(const Offload& offload, std::span<std::byte> header) {
    const VirtioNetHeader fields{offload.flags,       offload.segmentation,  offload.headerLength,
                                 offload.segmentSize, offload.checksumStart, offload.checksumOffset};
    if (header.size() >= sizeof fields)
        std::memcpy(header.data(), &fields, sizeof fields);
}

} // namespace tapscope
