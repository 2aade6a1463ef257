#include "virtio_decoder.h"

#include <base/offload.h>
#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

enum Field : std::uint16_t {
    Flags,
    NeedsChecksum,
    DataValid,
    SegmentationType,
    CongestionNotification,
    SegmentationKind,
    HeaderLength,
    SegmentSize,
    ChecksumStart,
    ChecksumOffset,
};

constexpr std::array kinds = {ValueName{0, "None"}, ValueName{1, "TCP over IPv4"}, ValueName{3, "UDP fragmentation"},
                              ValueName{4, "TCP over IPv6"}, ValueName{5, "UDP segmentation"}};

constexpr std::array fields = {
    FieldInfo{.name = "virtio_net.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "virtio_net.flags.needs_csum",
              .title = "Checksum has to be finished",
              .type = FieldType::Boolean,
              .mask = Offload::needsChecksum},
    FieldInfo{.name = "virtio_net.flags.data_valid",
              .title = "Checksum is right",
              .type = FieldType::Boolean,
              .mask = Offload::isVerified},
    FieldInfo{.name = "virtio_net.gso_type", .title = "Segmentation", .base = Base::Hex},
    FieldInfo{.name = "virtio_net.gso_type.ecn",
              .title = "With congestion notification",
              .type = FieldType::Boolean,
              .mask = Offload::congestion},
    FieldInfo{.name = "virtio_net.gso_type.kind", .title = "Kind", .values = kinds, .mask = 0x7f},
    FieldInfo{.name = "virtio_net.hdr_len", .title = "Length of each segment's headers", .unit = " bytes"},
    FieldInfo{.name = "virtio_net.gso_size", .title = "Payload of each segment", .unit = " bytes"},
    FieldInfo{.name = "virtio_net.csum_start", .title = "Checksum start", .unit = " bytes"},
    FieldInfo{.name = "virtio_net.csum_offset", .title = "Checksum offset", .unit = " bytes"},
};
constexpr std::array hooks = {Hook{"frame.offload", 0}};
const ProtocolInfo info = {
    .abbreviation = "virtio_net", .title = "Virtio Network Header", .column = "", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& VirtioDecoder::protocol() const noexcept {
    return info;
}

void VirtioDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const auto range = [&] { return ByteRange{static_cast<std::uint32_t>(bytes.offset()), 1}; };
    const ByteRange flagsRange = range();
    const std::uint8_t flags = d.u8(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({NeedsChecksum, DataValid}, flagsRange, flags);
    }
    const ByteRange segmentationRange = range();
    const std::uint8_t segmentation = d.u8(bytes, SegmentationType);
    {
        const auto nest = d.nest();
        d.addBits({CongestionNotification, SegmentationKind}, segmentationRange, segmentation);
    }
    d.uintLe(bytes, HeaderLength, 2);
    const std::uint64_t size = d.uintLe(bytes, SegmentSize, 2);
    d.uintLe(bytes, ChecksumStart, 2);
    d.uintLe(bytes, ChecksumOffset, 2);
    const std::string_view kind = nameOf(kinds, segmentation & 0x7fU, "unknown segmentation");
    if (segmentation != 0)
        d.layerLabel("Virtio Network Header, {}, {} bytes a segment", kind, size);
    else if ((flags & Offload::needsChecksum) != 0)
        d.layerLabel("Virtio Network Header, checksum to be finished");
}

} // namespace tapscope
