#include <file/capture_parser.h>
#include <file/ordered_reader.h>
#include <file/pcapng_format.h>
#include <file/time_resolution.h>

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

namespace tapscope {
namespace {

using Format = FrameLayout::Format;
using ByteOrder = FrameLayout::ByteOrder;

/// The time in seconds since 1970 as text, if 64-bit nanoseconds cannot represent it; empty otherwise.
std::string timeBeyond(const CaptureInterface& interface, std::uint64_t ticks) {
    __extension__ using Wide = __int128;
    constexpr Wide perSecond = 1'000'000'000;
    const int exponent = interface.timeResolution & 0x7f;
    const bool isBinary = (interface.timeResolution & 0x80) != 0;
    constexpr int largestBinary = 63, largestDecimal = 19;
    if (exponent > (isBinary ? largestBinary : largestDecimal))
        return {};
    Wide unit = 1;
    for (int i = 0; i < exponent; ++i)
        unit *= isBinary ? 2 : 10;
    const Wide total = (ticks / unit + interface.timeOffset) * perSecond + ticks % unit * perSecond / unit;
    const Wide size = total < 0 ? -total : total;
    return total == 0 ? std::string()
                      : fmt::format("{}{}.{:09}", total < 0 ? "-" : "", size / perSecond,
                                    static_cast<std::int64_t>(size % perSecond));
}

} // namespace

CaptureParser::Step CaptureParser::more(std::size_t needed) noexcept {
    needed_ = needed;
    return Step::NeedMore;
}

CaptureParser::Step CaptureParser::skip(std::size_t size) noexcept {
    consumed_ = size;
    offset_ += size;
    return Step::Skipped;
}

CaptureParser::Step CaptureParser::wrong(std::string what) {
    damage_ = fmt::format("damaged at offset {}: {}", offset_, what);
    return Step::Damage;
}

CaptureParser::Step CaptureParser::tooManyInterfaces() {
    return wrong(fmt::format("it describes more than {} interfaces, the maximum that can be shown", maximumInterfaces));
}

std::string CaptureParser::cutShort() const {
    return fmt::format("cut short at offset {}: the file ends in the middle of a {}", offset_,
                       format_ == Format::PcapNg ? "block" : "record");
}

CaptureParser::Step CaptureParser::next(Bytes window) {
    consumed_ = 0;
    if (!format_)
        return begin(window);
    return *format_ == Format::PcapNg ? nextBlock(window) : nextRecord(window);
}

CaptureParser::Step CaptureParser::begin(Bytes window) {
    if (window.size() < 4)
        return more(4);
    const auto little = OrderedReader(window, ByteOrder::Little).u32();
    if (little == pcapng::sectionHeader) {
        format_ = Format::PcapNg;
        return nextBlock(window);
    }
    const auto big = OrderedReader(window, ByteOrder::Big).u32();
    const auto magicIs = [&](std::uint32_t magic) { return little == magic || big == magic; };
    if (magicIs(pcap::microsecondMagic) || magicIs(pcap::nanosecondMagic))
        layout_.format = Format::Pcap;
    else if (magicIs(pcap::modifiedMagic))
        layout_.format = Format::ModifiedPcap;
    else
        return wrong("this is not a pcap or pcapng file");
    if (window.size() < pcap::fileHeader)
        return more(pcap::fileHeader);
    layout_.byteOrder = big == pcap::microsecondMagic || big == pcap::nanosecondMagic || big == pcap::modifiedMagic
                            ? ByteOrder::Big
                            : ByteOrder::Little;
    pcapNanosecondsPerUnit_ = magicIs(pcap::nanosecondMagic) ? 1 : 1000;

    OrderedReader reader(window.subspan(4), layout_.byteOrder);
    const std::uint16_t major = reader.u16();
    const std::uint16_t minor = reader.u16();
    if (major < 2)
        return wrong(fmt::format("pcap version {}.{} is not known", major, minor));
    // Old BSD versions of libpcap wrote the two lengths in the opposite order.
    if (major == 2 && minor < 3)
        layout_.lengths = FrameLayout::Lengths::OriginalFirst;
    reader.skip(8);
    StoredInterface interface;
    interface.description.snapLength = reader.u32();
    const std::uint32_t link = reader.u32();
    interface.description.linkType = static_cast<LinkType>(link & 0x03ff'ffffU);
    if ((link & pcap::frameCheckPresent) != 0)
        interface.description.frameCheckLength =
            static_cast<std::uint8_t>((link >> pcap::frameCheckShift) * pcap::frameCheckUnit);
    interface.description.timeResolution = pcapNanosecondsPerUnit_ == 1 ? 9 : 6;
    interface.layout = layout_;
    interfaces_.append(std::move(interface));
    format_ = layout_.format;
    return skip(pcap::fileHeader);
}

CaptureParser::Step CaptureParser::nextRecord(Bytes window) {
    oddTime_.clear();
    const std::size_t header = layout_.format == Format::ModifiedPcap ? pcap::modifiedRecordHeader : pcap::recordHeader;
    if (window.size() < header)
        return more(header);
    OrderedReader reader(window, layout_.byteOrder);
    const std::int64_t seconds = reader.u32();
    const std::uint32_t fraction = reader.u32();
    std::uint32_t captured = reader.u32();
    std::uint32_t original = reader.u32();
    if (layout_.lengths == FrameLayout::Lengths::OriginalFirst)
        std::swap(captured, original);
    if (captured > maximumFrameSize)
        return wrong(
            fmt::format("a frame of {} bytes is longer than the maximum of {} bytes", captured, maximumFrameSize));
    if (window.size() < header + captured)
        return more(header + captured);
    frame_ = {};
    // The fraction wraps around at 32 bits, as in wiretap.
    constexpr std::int64_t perSecond = 1'000'000'000;
    const std::int64_t nanoseconds = static_cast<std::int32_t>(fraction * pcapNanosecondsPerUnit_);
    frame_.time = Timestamp(std::chrono::nanoseconds(seconds * perSecond + nanoseconds));
    if (nanoseconds < 0 || nanoseconds >= perSecond)
        oddTime_ = fmt::format("{}{}.{:09}", nanoseconds < 0 ? "-" : "", seconds, std::abs(nanoseconds));
    frame_.bytes = window.subspan(header, captured);
    frame_.originalLength = std::min(original, largestOriginalLength);
    frame_.linkType = interfaces_.front().description.linkType;
    frame_.frameCheckLength = interfaces_.front().description.frameCheckLength;
    skip(header + captured);
    return Step::Frame;
}

CaptureParser::Step CaptureParser::nextBlock(Bytes window) {
    oddTime_.clear();
    if (window.size() < pcapng::minimumBlock)
        return more(pcapng::minimumBlock);
    // A section header may change the byte order, and states its own.
    if (OrderedReader(window, ByteOrder::Little).u32() == pcapng::sectionHeader) {
        const Bytes magic = window.subspan(8);
        if (OrderedReader(magic, ByteOrder::Little).u32() == pcapng::byteOrderMagic)
            layout_.byteOrder = ByteOrder::Little;
        else if (OrderedReader(magic, ByteOrder::Big).u32() == pcapng::byteOrderMagic)
            layout_.byteOrder = ByteOrder::Big;
        else
            return wrong("the section header has no byte-order magic");
        layout_.format = Format::PcapNg;
    }
    OrderedReader reader(window, layout_.byteOrder);
    const std::uint32_t type = reader.u32();
    const std::uint32_t length = reader.u32();
    if (length < pcapng::minimumBlock || length > pcapng::maximumBlock)
        return wrong(fmt::format("a block claims to be {} bytes long", length));
    const std::size_t padded = (length + 3U) / 4U * 4U;
    if (window.size() < padded)
        return more(padded);
    const Bytes block = window.first(length);
    if (padded == length && OrderedReader(block.last(4), layout_.byteOrder).u32() != length)
        return wrong("the two lengths of a block differ");
    Step step = Step::Skipped;
    switch (type) {
    case pcapng::sectionHeader:
        step = readSectionHeader(block);
        break;
    case pcapng::interfaceDescription:
        step = readInterface(block);
        break;
    case pcapng::interfaceStatistics:
        step = readStatistics(block);
        break;
    case pcapng::enhancedPacket:
    case pcapng::simplePacket:
    case pcapng::obsoletePacket:
        step = readPacket(block, type);
        break;
    default:
        hasSecrets_ = hasSecrets_ || type == pcapng::decryptionSecrets;
        if (pcapng::isCustom(type))
            step = readCustom(block);
        break;
    }
    if (step == Step::Frame || step == Step::Skipped)
        skip(padded);
    return step;
}

CaptureParser::Step CaptureParser::readSectionHeader(Bytes block) {
    constexpr std::size_t fixed = 24;
    if (block.size() < fixed + 4)
        return wrong("the section header is too short");
    OrderedReader reader(block.subspan(12), layout_.byteOrder);
    const std::uint16_t major = reader.u16();
    if (const std::uint16_t minor = reader.u16(); major != 1 || (minor != 0 && minor != 2))
        return wrong(fmt::format("pcapng version {}.{} is not known", major, minor));
    sectionInterfaces_.clear();
    customInterface_.reset();
    const Bytes options = block.subspan(fixed, block.size() - fixed - 4);
    if (!forEachOption(options, layout_.byteOrder, [&](std::uint16_t code, Bytes value) {
            if (code == pcapng::comment && sectionComment_.empty())
                sectionComment_ = asText(value);
        }))
        return wrong("an option extends beyond its block");
    return Step::Skipped;
}

CaptureParser::Step CaptureParser::readInterface(Bytes block) {
    constexpr std::size_t fixed = 16;
    if (block.size() < fixed + 4)
        return wrong("an interface description is too short");
    OrderedReader reader(block.subspan(8), layout_.byteOrder);
    StoredInterface interface;
    interface.layout = layout_;
    auto& description = interface.description;
    description.linkType = static_cast<LinkType>(reader.u16());
    reader.skip(2);
    description.snapLength = reader.u32();
    description.timeResolution = 6;
    const bool whole = forEachOption(
        block.subspan(fixed, block.size() - fixed - 4), layout_.byteOrder, [&](std::uint16_t code, Bytes value) {
            OrderedReader number(value, layout_.byteOrder);
            switch (code) {
            case pcapng::interfaceName:
                description.name = asText(value);
                break;
            case pcapng::interfaceText:
                description.description = asText(value);
                break;
            case pcapng::interfaceFilter: // its first byte is the type of the text that follows: 0 = a capture filter
                if (value.size() > 1 && number.u8() == 0)
                    description.filter = asText(value.subspan(1));
                break;
            case pcapng::interfaceOs:
                description.os = asText(value);
                break;
            case pcapng::interfaceHardware:
                description.hardware = asText(value);
                break;
            case pcapng::timeResolution:
                if (value.size() == 1)
                    description.timeResolution = number.u8();
                break;
            case pcapng::timeOffset:
                if (value.size() == 8)
                    description.timeOffset = static_cast<std::int64_t>(number.u64());
                break;
            case pcapng::frameCheckLength:
                if (value.size() == 1)
                    description.frameCheckLength = pcapng::frameCheckBytes(number.u8());
                break;
            default:
                break;
            }
        });
    if (!whole)
        return wrong("an option extends beyond its block");
    if (interfaces_.size() == maximumInterfaces)
        return tooManyInterfaces();
    sectionInterfaces_.push_back(static_cast<std::uint32_t>(interfaces_.size()));
    interfaces_.append(std::move(interface));
    return Step::Skipped;
}

CaptureParser::Step CaptureParser::readStatistics(Bytes block) {
    constexpr std::size_t fixed = 20;
    if (block.size() < fixed + 4)
        return wrong("an interface statistics block is too short");
    OrderedReader reader(block.subspan(8), layout_.byteOrder);
    CaptureStatistics statistics;
    const std::uint32_t number = reader.u32();
    if (number >= sectionInterfaces_.size())
        return Step::Skipped;
    statistics.interfaceId = sectionInterfaces_[number];
    forEachOption(block.subspan(fixed, block.size() - fixed - 4), layout_.byteOrder,
                  [&](std::uint16_t code, Bytes value) {
                      if (code == pcapng::comment)
                          statistics.comment = asText(value);
                      if (value.size() != 8)
                          return;
                      const std::uint64_t count = OrderedReader(value, layout_.byteOrder).u64();
                      if (code == pcapng::received)
                          statistics.received = count;
                      else if (code == pcapng::droppedByInterface)
                          statistics.droppedInterface = count;
                      else if (code == pcapng::droppedBySystem)
                          statistics.droppedSystem = count;
                      else if (code == pcapng::delivered)
                          statistics.delivered = count;
                  });
    if (statistics_.size() < maximumInterfaces) // only a report, and a file may have any number of them
        statistics_.push_back(statistics);
    return Step::Skipped;
}

CaptureParser::Step CaptureParser::readPacket(Bytes block, std::uint32_t type) {
    OrderedReader reader(block.subspan(8), layout_.byteOrder);
    std::uint32_t number = 0;
    std::uint64_t ticks = 0;
    if (type != pcapng::simplePacket) {
        if (block.size() < pcapng::enhancedPacketHeader + 4)
            return wrong("a packet block is too short");
        if (type == pcapng::enhancedPacket) {
            number = reader.u32();
        } else {
            number = reader.u16();
            reader.skip(2);
        }
        const std::uint64_t high = reader.u32();
        ticks = high << 32 | reader.u32();
        if (const std::uint32_t captured = reader.u32(); captured > maximumFrameSize)
            return wrong(
                fmt::format("a frame of {} bytes is longer than the maximum of {} bytes", captured, maximumFrameSize));
    } else if (block.size() < pcapng::simplePacketHeader + 4) {
        return wrong("a packet block is too short");
    }
    if (number >= sectionInterfaces_.size())
        return wrong(fmt::format("a frame belongs to interface {}, which the file does not describe", number));
    const std::uint32_t id = sectionInterfaces_[number];
    if (type == pcapng::simplePacket)
        return takeFrame(block, id, noTime);
    const Timestamp time = timeOf(interfaces_[id].description, ticks);
    if (time == Timestamp{})
        oddTime_ = timeBeyond(interfaces_[id].description, ticks);
    return takeFrame(block, id, time);
}

CaptureParser::Step CaptureParser::readCustom(Bytes block) {
    if (block.size() < pcapng::minimumBlock + 4)
        return wrong("a custom block is too short");
    if (!customInterface_) {
        if (interfaces_.size() == maximumInterfaces)
            return tooManyInterfaces();
        customInterface_ = static_cast<std::uint32_t>(interfaces_.size());
        interfaces_.append({{.linkType = LinkType::CustomBlock}, layout_});
    }
    return takeFrame(block, *customInterface_, noTime);
}

CaptureParser::Step CaptureParser::takeFrame(Bytes block, std::uint32_t interfaceId, Timestamp time) {
    auto frame = parseRecord(interfaces_[interfaceId], block);
    if (!frame)
        return wrong(frame.error().reason);
    frame_ = *frame;
    frame_.interfaceId = interfaceId;
    frame_.time = time;
    return Step::Frame;
}

} // namespace tapscope
