#include <file/ordered_reader.h>
#include <file/pcapng_format.h>
#include <file/pcapng_writer.h>

#include <combine/merge_source.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <utility>

namespace tapscope {
namespace {

constexpr auto ours =
    std::endian::native == std::endian::little ? FrameLayout::ByteOrder::Little : FrameLayout::ByteOrder::Big;
constexpr std::size_t numberPlace = 8; ///< offset of an interface's number in its blocks
/// Bytes of section comments in one block: a block has at most 16 MiB, and the merged header has those of all files.
constexpr std::size_t mostComments = std::size_t{1} << 20;

std::uint32_t typeOf(Bytes record) {
    return OrderedReader(record, ours).u32();
}

void patch(pcapng::Buffer& out, std::size_t block, std::uint32_t number) {
    std::memcpy(out.data() + block + numberPlace, &number, sizeof number);
}

std::size_t append(pcapng::Buffer& out, Bytes record) {
    const std::size_t start = out.size();
    out.insert(out.end(), record.begin(), record.end());
    return start;
}

} // namespace

bool MergeSource::next(MergedSection& section) {
    place_ += hasBegun_ ? 1 : 0;
    while (true) {
        if (!hasBegun_ || place_ >= chunk_.passages.size()) {
            if (!walker_.next(chunk_)) {
                section.leftOut += std::exchange(late_, {}).size();
                return false;
            }
            hasBegun_ = true;
            place_ = 0;
        }
        for (; place_ < chunk_.passages.size(); ++place_) {
            const auto& passage = chunk_.passages[place_];
            if (passage.frame == FrameChunk::Passage::none) {
                takeOther(section, passage.record);
                continue;
            }
            if (frame().linkType == LinkType::CustomBlock) { // belongs to its owner and is not a frame of a wire
                ++section.leftOut;
                continue;
            }
            if (frame().time != noTime)
                time_ = frame().time;
            return true;
        }
    }
}

void MergeSource::takeOther(MergedSection& section, Bytes record) {
    const bool isPcap = !chunk_.interfaces.empty() && chunk_.interfaces[0].layout.format != FrameLayout::Format::PcapNg;
    if (isPcap || record.size() < pcapng::minimumBlock)
        return;
    const std::uint32_t type = typeOf(record);
    if (type == pcapng::sectionHeader) { // the same in both byte orders
        isNative_ = OrderedReader(record.subspan(8), ours).u32() == pcapng::byteOrderMagic;
        section_.clear();
        keepComments(section, record);
        return;
    }
    if (!isNative_) {
        constexpr auto other =
            ours == FrameLayout::ByteOrder::Little ? FrameLayout::ByteOrder::Big : FrameLayout::ByteOrder::Little;
        if (OrderedReader(record, other).u32() == pcapng::interfaceDescription)
            addInterface({}); // added to the section with its first frame
        else
            ++section.leftOut;
        return;
    }
    if (type == pcapng::interfaceDescription) {
        append(section.out, record);
        addInterface({.copied = section.interfaces++, .anew = {}});
    } else if (type == pcapng::nameResolution || type == pcapng::decryptionSecrets) {
        append(section.out, record);
    } else if (type == pcapng::interfaceStatistics && record.size() >= numberPlace + 4) {
        const std::size_t which = OrderedReader(record.subspan(numberPlace), ours).u32();
        const auto number = which < section_.size() ? interfaces_[section_[which]].copied : std::nullopt;
        if (number)
            patch(section.out, append(section.out, record), *number);
        else
            ++section.leftOut;
    } else {
        ++section.leftOut;
    }
}

void MergeSource::keepComments(MergedSection& section, Bytes header) {
    auto& kept = section.hasHeader ? late_ : section.comments;
    std::size_t size = 0;
    for (const auto& comment : kept)
        size += comment.size();
    for (auto& comment : pcapng::commentsIn({}, header)) {
        size += comment.size();
        if (size > mostComments)
            ++section.leftOut;
        else
            kept.push_back(std::move(comment));
    }
}

/// Interfaces are numbered as in FrameChunk::interfaces, which includes those that represent custom blocks.
void MergeSource::addInterface(const Interface& interface) {
    while (interfaces_.size() < chunk_.interfaces.size() &&
           chunk_.interfaces[interfaces_.size()].description.linkType == LinkType::CustomBlock)
        interfaces_.emplace_back();
    section_.push_back(interfaces_.size());
    interfaces_.push_back(interface);
}

bool MergeSource::isCopied(Bytes record) const {
    return isNative_ && frame().interfaceId < interfaces_.size() && interfaces_[frame().interfaceId].copied &&
           record.size() >= pcapng::enhancedPacketHeader && typeOf(record) == pcapng::enhancedPacket;
}

std::uint32_t MergeSource::numberAnew(MergedSection& section, std::uint32_t interface) {
    if (interface >= interfaces_.size())
        interfaces_.resize(interface + 1);
    auto& number = interfaces_[interface].anew;
    if (!number) {
        pcapng::appendInterface(section.out, chunk_.interfaces[interface].description);
        number = section.interfaces++;
    }
    return *number;
}

void MergeSource::putCopy(MergedSection& section, Bytes record) {
    const std::size_t start = section.out.size();
    if (late_.empty())
        append(section.out, record);
    else
        pcapng::copyFrame(section.out, chunk_.interfaces[frame().interfaceId].layout, frame(), record,
                          {.comments = std::exchange(late_, {})});
    patch(section.out, start, *interfaces_[frame().interfaceId].copied);
}

void MergeSource::put(MergedSection& section) {
    const Bytes record = chunk_.passages[place_].record;
    if (record.size() > pcapng::maximumBlock - 2 * mostComments)
        section.leftOut += std::exchange(late_, {}).size();
    if (isCopied(record)) {
        putCopy(section, record);
        return;
    }
    Frame written = frame();
    const FrameLayout& layout = chunk_.interfaces[written.interfaceId].layout;
    written.interfaceId = numberAnew(section, written.interfaceId);
    written.comment = {};
    if (written.time == noTime)
        written.time = Timestamp{};
    auto comments = pcapng::commentsIn(layout, record);
    std::ranges::move(std::exchange(late_, {}), std::back_inserter(comments));
    pcapng::Buffer block;
    pcapng::appendFrame(block, written);
    if (comments.empty())
        append(section.out, block);
    else
        pcapng::copyFrame(section.out, FrameLayout{.byteOrder = ours}, written, block,
                          {.comments = std::move(comments)});
}

} // namespace tapscope
