#include <file/frame_layout.h>
#include <file/ordered_reader.h>
#include <file/packet_offload.h>
#include <file/pcapng_format.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

using Format = FrameLayout::Format;

std::unexpected<Error> damaged(std::string_view reason) {
    return failure(ErrorKind::Damaged, "read a frame of", "the capture file", reason,
                   "Another program may have changed the file; open it again");
}

Result<Frame> parsePcap(const StoredInterface& interface, Bytes record) {
    const FrameLayout& layout = interface.layout;
    OrderedReader reader(record, layout.byteOrder);
    reader.skip(8);
    std::uint32_t captured = reader.u32();
    std::uint32_t original = reader.u32();
    if (layout.lengths == FrameLayout::Lengths::OriginalFirst)
        std::swap(captured, original);
    Frame frame;
    frame.originalLength = original;
    frame.frameCheckLength = interface.description.frameCheckLength;
    if (layout.format == Format::ModifiedPcap)
        reader.skip(pcap::modifiedRecordHeader - pcap::recordHeader);
    frame.bytes = reader.take(captured);
    if (reader.overrun())
        return damaged("the record is cut short");
    return frame;
}

void readPacketOptions(Bytes options, FrameLayout::ByteOrder order, Frame& frame) {
    forEachOption(options, order, [&](std::uint16_t code, Bytes value) {
        if (code == pcapng::comment && frame.comment.empty())
            frame.comment = asText(value);
        if (code == pcapng::customBytes)
            frame.offload = pcapng::readPacketOffload(value, order).value_or(frame.offload);
        if (code != pcapng::packetFlags || value.size() != 4)
            return;
        const std::uint32_t flags = OrderedReader(value, order).u32();
        frame.direction = static_cast<Direction>(std::min(flags & 3U, 2U));
        if (const std::uint32_t length = flags >> pcapng::frameCheckShift & pcapng::frameCheckMask; length != 0)
            frame.frameCheckLength = static_cast<std::uint8_t>(length);
    });
}

Result<Frame> parseBlock(const StoredInterface& interface, Bytes block) {
    const auto order = interface.layout.byteOrder;
    OrderedReader reader(block, order);
    const std::uint32_t type = reader.u32();
    const std::uint32_t length = reader.u32();
    if (length < pcapng::minimumBlock + 4 || length > block.size())
        return damaged("the block is cut short");
    Frame frame;
    frame.frameCheckLength = interface.description.frameCheckLength;
    std::uint32_t captured = 0;
    if (pcapng::isCustom(type)) {
        reader.skip(4); // the enterprise number
        frame.bytes = reader.take(length - pcapng::minimumBlock - 4);
        frame.originalLength = static_cast<std::uint32_t>(frame.bytes.size());
        return frame;
    }
    if (type == pcapng::enhancedPacket || type == pcapng::obsoletePacket) {
        reader.skip(12);
        captured = reader.u32();
        frame.originalLength = reader.u32();
    } else if (type == pcapng::simplePacket) {
        frame.originalLength = reader.u32();
        captured = frame.originalLength;
        if (interface.description.snapLength != 0)
            captured = std::min(captured, interface.description.snapLength);
        captured = std::min(captured, static_cast<std::uint32_t>(length - pcapng::minimumBlock - 4));
    } else {
        return damaged("there is no frame at its position");
    }
    frame.bytes = reader.take(captured);
    if (reader.overrun() || reader.remaining() < 4)
        return damaged("the frame is longer than its block");
    if (type != pcapng::simplePacket) {
        const std::size_t padding = (4U - captured % 4U) % 4U;
        const std::size_t behind = reader.remaining() - 4; // without the block's second length
        if (padding < behind) {
            reader.skip(padding);
            readPacketOptions(reader.take(behind - padding), order, frame);
        }
    }
    return frame;
}

} // namespace

std::size_t recordSize(const FrameLayout& layout, Bytes start) {
    OrderedReader reader(start, layout.byteOrder);
    if (layout.format == Format::PcapNg) {
        reader.skip(4);
        return reader.u32();
    }
    reader.skip(layout.lengths == FrameLayout::Lengths::OriginalFirst ? 12 : 8);
    const std::size_t header = layout.format == Format::ModifiedPcap ? pcap::modifiedRecordHeader : pcap::recordHeader;
    return header + reader.u32();
}

Result<Frame> parseRecord(const StoredInterface& interface, Bytes record) {
    auto frame =
        interface.layout.format == Format::PcapNg ? parseBlock(interface, record) : parsePcap(interface, record);
    if (frame) {
        frame->linkType = interface.description.linkType;
        frame->originalLength = std::min(frame->originalLength, largestOriginalLength);
    }
    return frame;
}

} // namespace tapscope
