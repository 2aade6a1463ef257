#include <file/ordered_block.h>
#include <file/pcapng_copy.h>
#include <file/pcapng_format.h>
#include <file/pcapng_writer.h>

#include <algorithm>
#include <bit>

namespace tapscope::pcapng {
namespace {

using ByteOrder = FrameLayout::ByteOrder;

/// Custom options (section 3.5.1) with text and with bytes that must not be copied.
constexpr std::uint16_t privateText = 19372, privateBytes = 19373;

/// Which options to copy from another block: its comments, or all others.
enum class Which : std::uint8_t { Comments, Others };

void copyOptions(OrderedBlock& block, Bytes options, ByteOrder order, Which which) {
    forEachOption(options, order, [&](std::uint16_t code, Bytes value) {
        const bool isLeftOut = code == privateText || code == privateBytes;
        if (!isLeftOut && (code == comment) == (which == Which::Comments))
            block.option(code, value);
    });
}

void append(Buffer& out, Bytes bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

bool isSectionHeader(Bytes record) {
    return record.size() >= sectionHeaderSize + 4 && OrderedReader(record, ByteOrder::Little).u32() == sectionHeader;
}

ByteOrder orderOfSection(Bytes header) {
    return OrderedReader(header.subspan(8), ByteOrder::Little).u32() == byteOrderMagic ? ByteOrder::Little
                                                                                       : ByteOrder::Big;
}

Bytes packetOptions(Bytes record, ByteOrder order) {
    OrderedReader reader(record, order);
    const std::uint32_t type = reader.u32();
    if ((type != enhancedPacket && type != obsoletePacket) || record.size() < enhancedPacketHeader)
        return {};
    reader.skip(16);
    const std::size_t captured = reader.u32();
    return optionsBehind(record, enhancedPacketHeader + padded(captured), order);
}

void putComments(OrderedBlock& block, Bytes options, ByteOrder order, const CommentChange& change) {
    if (change.own == CommentChange::Own::Kept)
        copyOptions(block, options, order, Which::Comments);
    for (const auto& text : change.comments)
        block.option(comment, std::as_bytes(std::span(text)));
    copyOptions(block, options, order, Which::Others);
}

void putSecrets(Buffer& out, ByteOrder order, const std::vector<DecryptionSecrets>& secrets) {
    for (const auto& each : secrets) {
        OrderedBlock block(out, order, decryptionSecrets);
        block.number(each.type, 4);
        block.number(each.data.size(), 4);
        block.bytes(std::as_bytes(std::span(each.data)));
        block.end();
    }
}

/// Writes the beginning of a pcapng file for the frames of a pcap file.
void putNewSection(Buffer& out, const StoredInterface* first, const CaptureNotes& notes) {
    constexpr ByteOrder ours = std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;
    Buffer header;
    appendSectionHeader(header);
    if (notes.file == CommentChange{}) {
        append(out, header);
    } else {
        OrderedBlock block(out, ours, sectionHeader);
        block.bytes(Bytes(header).subspan(8, sectionHeaderSize - 8));
        putComments(block, optionsBehind(header, sectionHeaderSize, ours), ours, notes.file);
        block.end();
    }
    putSecrets(out, ours, notes.secrets);
    if (first != nullptr)
        appendInterface(out, first->description);
}

} // namespace

void copyOther(Buffer& out, const StoredInterface* first, Bytes record) {
    if (!isSectionHeader(record)) {
        if (first != nullptr && first->layout.format != FrameLayout::Format::PcapNg)
            putNewSection(out, first, {});
        else
            append(out, record);
        return;
    }
    const std::size_t start = out.size();
    append(out, record);
    constexpr std::size_t sectionLength = 16, size = 8;
    std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(start + sectionLength), size, std::byte{0xff});
}

void copySectionStart(Buffer& out, const StoredInterface* first, Bytes record, const CaptureNotes& notes) {
    if (!isSectionHeader(record)) {
        putNewSection(out, first, notes);
        return;
    }
    const ByteOrder order = orderOfSection(record);
    if (notes.file == CommentChange{}) {
        copyOther(out, first, record);
    } else {
        OrderedBlock block(out, order, sectionHeader);
        block.bytes(record.subspan(8, 8)); // magic and version
        block.number(~std::uint64_t{0}, 8);
        putComments(block, optionsBehind(record, sectionHeaderSize, order), order, notes.file);
        block.end();
    }
    putSecrets(out, order, notes.secrets);
}

bool isKeptAnyhow(const FrameLayout& layout, Bytes record) {
    constexpr std::uint32_t copiedCustom = 0x00000bad;
    return layout.format == FrameLayout::Format::PcapNg &&
           OrderedReader(record, layout.byteOrder).u32() == copiedCustom;
}

void copyFrame(Buffer& out, const FrameLayout& layout, const Frame& frame, Bytes record) {
    if (layout.format == FrameLayout::Format::PcapNg) {
        append(out, record);
        return;
    }
    Frame written = frame;
    written.interfaceId = 0;
    appendFrame(out, written);
}

void copyFrame(Buffer& out, const FrameLayout& layout, const Frame& frame, Bytes record, const CommentChange& change) {
    Buffer converted;
    ByteOrder order = layout.byteOrder;
    const bool isPacketNg = layout.format == FrameLayout::Format::PcapNg && frame.linkType != LinkType::CustomBlock;
    if (layout.format == FrameLayout::Format::PcapNg &&
        !isPacketNg) { // only its owner knows the options of a custom block
        append(out, record);
        return;
    }
    if (!isPacketNg || OrderedReader(record, order).u32() == simplePacket) {
        Frame written = frame;
        written.interfaceId = 0;
        if (written.time == noTime)
            written.time = Timestamp{};
        appendFrame(converted, written);
        record = converted;
        order = std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;
    }
    // A converted block has this machine's byte order; a block that is copied as it is keeps the file's byte order.
    const ByteOrder target = isPacketNg ? layout.byteOrder : order;
    OrderedReader reader(record, order);
    OrderedBlock block(out, target, reader.u32());
    reader.skip(4);
    if (OrderedReader(record, order).u32() == obsoletePacket) {
        block.number(reader.u16(), 2);
        block.number(reader.u16(), 2);
    } else {
        block.number(reader.u32(), 4);
    }
    for (int i = 0; i < 4; ++i) // time and lengths
        block.number(reader.u32(), 4);
    block.bytes(frame.bytes);
    putComments(block, target == order ? packetOptions(record, order) : Bytes{}, target, change);
    block.end();
}

std::vector<std::string> commentsIn(const FrameLayout& layout, Bytes record) {
    std::vector<std::string> comments;
    if (layout.format != FrameLayout::Format::PcapNg || record.size() < minimumBlock)
        return comments;
    const bool isSection = isSectionHeader(record);
    const ByteOrder order = isSection ? orderOfSection(record) : layout.byteOrder;
    const Bytes options =
        isSection ? optionsBehind(record, sectionHeaderSize, order) : packetOptions(record, layout.byteOrder);
    forEachOption(options, order, [&](std::uint16_t code, Bytes value) {
        if (code == comment)
            comments.emplace_back(asText(value));
    });
    return comments;
}

} // namespace tapscope::pcapng
