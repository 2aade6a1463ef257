#include <file/capture_parser.h>
#include <file/ordered_reader.h>
#include <file/pcapng_format.h>
#include <store/read_window.h>

#include <names/name_blocks.h>

#include <algorithm>
#include <cstring>

namespace tapscope {
namespace {

constexpr std::uint32_t nameResolution = 4;
constexpr std::uint16_t endOfRecords = 0, ipv4Record = 1, ipv6Record = 2;
constexpr std::size_t blockHeader = 8, blockEnd = 4;

std::string_view text(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Parses a record: an address, then its names, each terminated by a NUL.
void addRecord(HostNames& names, IpAddress::Family family, Bytes record) {
    IpAddress address{.family = family};
    if (record.size() <= address.size())
        return;
    std::memcpy(address.octets.data(), record.data(), address.size());
    const std::string_view all = text(record.subspan(address.size()));
    names.add(address, all.substr(0, all.find('\0'))); // the others are aliases
}

Result<void> addNamesOfPart(HostNames& names, const StorePart& part, const std::stop_token& stop) {
    Syscalls& syscalls = Syscalls::real();
    const auto file = part.open(syscalls);
    if (!file)
        return std::unexpected(file.error());
    ReadWindow window(syscalls);
    window.look((*file)->get());
    CaptureParser parser;
    auto order = FrameLayout::ByteOrder::Little;
    std::size_t needed = frameHeaderSize;
    while (!stop.stop_requested()) {
        const auto bytes = window.at(parser.offset(), needed);
        if (!bytes)
            return systemError(bytes.error(), "read", part.path().string());
        const auto step = parser.next(*bytes);
        if (step == CaptureParser::Step::Damage)
            return {}; // opening the capture has reported the error
        if (step == CaptureParser::Step::NeedMore) {
            if (bytes->size() >= parser.needed() || bytes->size() < needed) // the end
                return {};
            needed = parser.needed();
            continue;
        }
        needed = frameHeaderSize;
        if (step == CaptureParser::Step::Frame)
            continue;
        const Bytes block = bytes->first(parser.consumed());
        if (block.size() < pcapng::minimumBlock)
            continue;
        if (OrderedReader(block, order).u32() == pcapng::sectionHeader) // the same in both orders
            order = OrderedReader(block.subspan(8), FrameLayout::ByteOrder::Little).u32() == pcapng::byteOrderMagic
                        ? FrameLayout::ByteOrder::Little
                        : FrameLayout::ByteOrder::Big;
        else if (OrderedReader(block, order).u32() == nameResolution)
            addNamesOfBlock(names, order, block);
    }
    return failure(ErrorKind::Cancelled, "read", part.path().string(), "stopped by the user");
}

} // namespace

void addNamesOfBlock(HostNames& names, FrameLayout::ByteOrder order, Bytes block) {
    if (block.size() < blockHeader + blockEnd)
        return;
    Bytes rest = block.subspan(blockHeader, block.size() - blockHeader - blockEnd);
    while (rest.size() >= 4) {
        OrderedReader reader(rest, order);
        const std::uint16_t type = reader.u16();
        const std::size_t length = reader.u16();
        rest = rest.subspan(4);
        if (type == endOfRecords || length > rest.size())
            return;
        if (type == ipv4Record)
            addRecord(names, IpAddress::Family::V4, rest.first(length));
        else if (type == ipv6Record)
            addRecord(names, IpAddress::Family::V6, rest.first(length));
        rest = rest.subspan(std::min(rest.size(), (length + 3) / 4 * 4));
    }
}

Result<void> addNamesOfFiles(HostNames& names, const FrameStore& store, const std::stop_token& stop) {
    for (const auto& part : store.parts()) {
        if (auto added = addNamesOfPart(names, *part, stop); !added)
            return added;
    }
    return {};
}

} // namespace tapscope
