#include <file/ordered_block.h>
#include <file/ordered_reader.h>
#include <file/pcapng_format.h>
#include <file/pcapng_sections.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace tapscope::pcapng {
namespace {

using ByteOrder = FrameLayout::ByteOrder;

constexpr ByteOrder native = OneSection::byteOrder;
constexpr std::uint8_t nanoseconds = 9;
constexpr std::size_t interfaceSize = 16, statisticsSize = 20; ///< bytes before the options

/// An option whose value has `count` numbers of `width` bytes each, possibly followed by other bytes. `block` 0 stands
/// for any block.
struct NumericOption {
    std::uint32_t block;
    std::uint16_t code;
    std::uint8_t width, count;
};
constexpr auto numericOptions = std::to_array<NumericOption>({
    {interfaceDescription, 8, 8, 1},  // if_speed
    {interfaceDescription, 10, 4, 1}, // if_tzone
    {interfaceDescription, timeOffset, 8, 1},
    {interfaceDescription, 16, 8, 1}, // if_txspeed
    {interfaceDescription, 17, 8, 1}, // if_rxspeed
    {enhancedPacket, packetFlags, 4, 1},
    {enhancedPacket, 4, 8, 1}, // epb_dropcount
    {enhancedPacket, 5, 8, 1}, // epb_packetid
    {enhancedPacket, 6, 4, 1}, // epb_queue
    {enhancedPacket, 8, 4, 2}, // epb_processid_threadid
    {interfaceStatistics, received, 8, 1},
    {interfaceStatistics, droppedByInterface, 8, 1},
    {interfaceStatistics, 6, 8, 1}, // isb_filteraccept
    {interfaceStatistics, droppedBySystem, 8, 1},
    {interfaceStatistics, delivered, 8, 1},
    {0, 2988, 4, 1}, // custom options begin with the number of their enterprise
    {0, 2989, 4, 1},
    {0, 19372, 4, 1},
    {0, 19373, 4, 1},
});

void turnOption(OrderedBlock& block, std::uint32_t type, ByteOrder from, std::uint16_t code, Bytes value) {
    const auto known = std::ranges::find_if(
        numericOptions, [&](const auto& each) { return each.code == code && (each.block == type || each.block == 0); });
    if (from == native || known == numericOptions.end() || value.size() < std::size_t{known->width} * known->count) {
        block.option(code, value);
        return;
    }
    std::vector<std::byte> turned(value.begin(), value.end());
    for (std::size_t i = 0; i < known->count; ++i) {
        const auto number = turned.begin() + static_cast<std::ptrdiff_t>(i * known->width);
        std::reverse(number, number + known->width);
    }
    block.option(code, turned);
}

void turnOptions(OrderedBlock& block, std::uint32_t type, ByteOrder from, Bytes options) {
    forEachOption(options, from, [&](std::uint16_t code, Bytes value) { turnOption(block, type, from, code, value); });
}

bool isFiner(std::uint8_t resolution) {
    return (resolution & 0x80) == 0 && resolution > nanoseconds;
}

std::uint32_t typeOf(Bytes record, ByteOrder order) {
    return OrderedReader(record, order).u32();
}

bool isHeader(Bytes record) {
    return typeOf(record, ByteOrder::Little) == sectionHeader; // a palindrome
}

bool isKnown(std::uint32_t type) {
    constexpr auto known =
        std::to_array<std::uint32_t>({sectionHeader, interfaceDescription, obsoletePacket, simplePacket, nameResolution,
                                      interfaceStatistics, enhancedPacket, decryptionSecrets});
    return std::ranges::find(known, type) != known.end() || isCustom(type);
}

} // namespace

void OneSection::enterSection(Bytes header) {
    section_.order = OrderedReader(header.subspan(8), ByteOrder::Little).u32() == byteOrderMagic ? ByteOrder::Little
                                                                                                 : ByteOrder::Big;
    ++section_.number;
    section_.firstInterface = resolutions_.size();
}

void OneSection::addInterface(Bytes record) {
    std::uint8_t resolution = 6; // microseconds by default
    forEachOption(optionsBehind(record, interfaceSize, section_.order), section_.order,
                  [&](std::uint16_t code, Bytes value) {
                      if (code == timeResolution && value.size() == 1)
                          resolution = std::to_integer<std::uint8_t>(value.front());
                  });
    OrderedReader reader(record, section_.order);
    reader.skip(12);
    resolutions_.push_back(resolution);
    snapLengths_.push_back(reader.u32());
}

void OneSection::examine(Bytes record) {
    if (record.size() < minimumBlock)
        return;
    if (isHeader(record)) {
        enterSection(record);
        std::vector<std::string> properties;
        forEachOption(optionsBehind(record, sectionHeaderSize, section_.order), section_.order,
                      [&](std::uint16_t code, Bytes value) {
                          if (code == comment && section_.number > 1)
                              laterComments_.emplace_back(asText(value));
                          else if (code != comment)
                              properties.push_back(std::to_string(code) + " " + std::string(asText(value)));
                      });
        if (section_.number == 1)
            firstProperties_ = properties;
        else if (!properties.empty() && properties != firstProperties_)
            canBeTurned_ = false;
        return;
    }
    const std::uint32_t type = typeOf(record, section_.order);
    if (type == interfaceDescription) {
        sectionsWithInterfaces_ += resolutions_.size() == section_.firstInterface ? 1 : 0;
        addInterface(record);
        hasFinerTimes_ |= isFiner(resolutions_.back());
    } else if (!isKnown(type) && (section_.order != native || section_.number > 1)) {
        canBeTurned_ = false;
    }
}

bool OneSection::isNeeded() const noexcept {
    return canBeTurned_ && (sectionsWithInterfaces_ > 1 || hasFinerTimes_);
}

Bytes OneSection::convert(Bytes record) {
    if (!std::exchange(isTurning_, true)) { // the second pass through the file begins
        section_ = {};
        resolutions_.clear();
        snapLengths_.clear();
    }
    turned_.clear();
    if (record.size() < minimumBlock)
        return record;
    if (isHeader(record)) {
        enterSection(record);
        if (section_.number == 1)
            turnHeader(record);
        return turned_;
    }
    switch (const std::uint32_t type = typeOf(record, section_.order)) {
    case interfaceDescription:
        addInterface(record);
        turnInterface(record);
        break;
    case enhancedPacket:
        turnPacket(record);
        break;
    case obsoletePacket:
        turnObsoletePacket(record);
        break;
    case simplePacket:
        turnSimplePacket(record);
        break;
    case interfaceStatistics:
        turnStatistics(record);
        break;
    case nameResolution:
        turnNames(record);
        break;
    case decryptionSecrets:
        turnSecrets(record);
        break;
    default:
        if (!isCustom(type))
            return record; // unchanged, because examine() accepted it
        turnCustom(record);
    }
    return turned_;
}

std::uint64_t OneSection::toNanoseconds(std::uint64_t interface, std::uint64_t ticks) const noexcept {
    if (interface >= resolutions_.size() || !isFiner(resolutions_[interface]))
        return ticks;
    constexpr int mostDigits = 19; // of a 64-bit number
    const int digits = resolutions_[interface] - nanoseconds;
    for (int i = 0; i < std::min(digits, mostDigits + 1); ++i)
        ticks /= 10;
    return ticks;
}

void OneSection::turnHeader(Bytes record) {
    OrderedReader reader(record, section_.order);
    reader.skip(12);
    OrderedBlock block(turned_, native, sectionHeader);
    block.number(byteOrderMagic, 4);
    block.number(reader.u16(), 2); // version
    block.number(reader.u16(), 2);
    block.number(~std::uint64_t{0}, 8); // the length of the section is not specified
    turnOptions(block, sectionHeader, section_.order, optionsBehind(record, sectionHeaderSize, section_.order));
    block.end();
}

void OneSection::turnInterface(Bytes record) {
    OrderedReader reader(record, section_.order);
    reader.skip(8);
    OrderedBlock block(turned_, native, interfaceDescription);
    block.number(reader.u16(), 2); // link type
    block.number(reader.u16(), 2);
    block.number(reader.u32(), 4); // snap length
    forEachOption(optionsBehind(record, interfaceSize, section_.order), section_.order,
                  [&](std::uint16_t code, Bytes value) {
                      if (code == timeResolution && isFiner(resolutions_.back()))
                          block.numberOption(code, nanoseconds, 1);
                      else
                          turnOption(block, interfaceDescription, section_.order, code, value);
                  });
    block.end();
}

namespace {

/// The fields that all packet blocks have, in the order of an Enhanced Packet Block.
struct Packet {
    std::uint64_t interface = 0, ticks = 0;
    Bytes bytes;
    std::uint32_t originalLength = 0;

    void putTo(OrderedBlock& block) const {
        block.number(interface, 4);
        block.number(ticks >> 32, 4);
        block.number(ticks & 0xffff'ffff, 4);
        block.number(bytes.size(), 4);
        block.number(originalLength, 4);
        block.bytes(bytes);
    }
};

std::uint64_t readTicks(OrderedReader& reader) {
    const std::uint64_t high = reader.u32();
    return high << 32 | reader.u32();
}

/// Reads the lengths and the bytes of a packet.
void readContent(OrderedReader& reader, Packet& packet) {
    const std::size_t captured = reader.u32();
    packet.originalLength = reader.u32();
    packet.bytes = reader.take(std::min(captured, reader.remaining()));
}

} // namespace

void OneSection::turnPacket(Bytes record) {
    OrderedReader reader(record, section_.order);
    reader.skip(8);
    Packet packet;
    packet.interface = section_.firstInterface + reader.u32();
    packet.ticks = toNanoseconds(packet.interface, readTicks(reader));
    readContent(reader, packet);
    OrderedBlock block(turned_, native, enhancedPacket);
    packet.putTo(block);
    turnOptions(block, enhancedPacket, section_.order,
                optionsBehind(record, enhancedPacketHeader + padded(packet.bytes.size()), section_.order));
    block.end();
}

/// Its interface number has only 16 bits, so it becomes an Enhanced Packet Block.
void OneSection::turnObsoletePacket(Bytes record) {
    constexpr std::uint16_t unknownDrops = 0xffff, dropCount = 4;
    OrderedReader reader(record, section_.order);
    reader.skip(8);
    Packet packet;
    packet.interface = section_.firstInterface + reader.u16();
    const std::uint16_t drops = reader.u16();
    packet.ticks = toNanoseconds(packet.interface, readTicks(reader));
    readContent(reader, packet);
    OrderedBlock block(turned_, native, enhancedPacket);
    packet.putTo(block);
    turnOptions(block, enhancedPacket, section_.order,
                optionsBehind(record, enhancedPacketHeader + padded(packet.bytes.size()), section_.order));
    if (drops != unknownDrops)
        block.numberOption(dropCount, drops, 8);
    block.end();
}

/// It belongs to the first interface of its section. Only an Enhanced Packet Block can name that of a later section.
void OneSection::turnSimplePacket(Bytes record) {
    OrderedReader reader(record, section_.order);
    reader.skip(8);
    Packet packet;
    packet.interface = section_.firstInterface;
    packet.originalLength = reader.u32();
    std::size_t captured = optionsBehind(record, simplePacketHeader, section_.order).size(); // including the padding
    captured = std::min<std::size_t>(captured, packet.originalLength);
    if (const auto limit = packet.interface < snapLengths_.size() ? snapLengths_[packet.interface] : 0; limit != 0)
        captured = std::min<std::size_t>(captured, limit);
    packet.bytes = reader.take(captured);
    if (packet.interface == 0) {
        OrderedBlock block(turned_, native, simplePacket);
        block.number(packet.originalLength, 4);
        block.bytes(packet.bytes);
        block.end();
        return;
    }
    OrderedBlock block(turned_, native, enhancedPacket);
    packet.putTo(block);
    block.end();
}

void OneSection::turnStatistics(Bytes record) {
    constexpr std::uint16_t startTime = 2, endTime = 3;
    if (record.size() < statisticsSize + 4)
        return;
    OrderedReader reader(record, section_.order);
    reader.skip(8);
    const std::uint64_t interface = section_.firstInterface + reader.u32();
    OrderedBlock block(turned_, native, interfaceStatistics);
    block.number(interface, 4);
    const auto putTime = [&](OrderedReader& from) {
        const auto ticks = toNanoseconds(interface, readTicks(from));
        block.number(ticks >> 32, 4);
        block.number(ticks & 0xffff'ffff, 4);
    };
    putTime(reader);
    forEachOption(optionsBehind(record, statisticsSize, section_.order), section_.order,
                  [&](std::uint16_t code, Bytes value) {
                      if ((code != startTime && code != endTime) || value.size() != 8) {
                          turnOption(block, interfaceStatistics, section_.order, code, value);
                          return;
                      }
                      OrderedReader time(value, section_.order);
                      const auto ticks = toNanoseconds(interface, readTicks(time));
                      std::vector<std::byte> turned;
                      for (const auto half : {ticks >> 32, ticks & 0xffff'ffff}) {
                          const auto word = static_cast<std::uint32_t>(half);
                          const auto bytes = std::as_bytes(std::span(&word, 1));
                          turned.insert(turned.end(), bytes.begin(), bytes.end());
                      }
                      block.option(code, turned);
                  });
    block.end();
}

void OneSection::turnNames(Bytes record) {
    OrderedReader reader(optionsBehind(record, 8, section_.order), section_.order);
    const std::size_t size = reader.remaining();
    OrderedBlock block(turned_, native, nameResolution);
    while (reader.remaining() >= 4) {
        const std::uint16_t type = reader.u16();
        const std::uint16_t length = reader.u16();
        block.number(type, 2);
        block.number(length, 2);
        block.bytes(reader.take(std::min<std::size_t>(length, reader.remaining())));
        reader.skip(std::min(padded(length) - length, reader.remaining()));
        if (type == 0) // nrb_record_end, which options follow
            break;
    }
    turnOptions(block, nameResolution, section_.order,
                optionsBehind(record, 8 + size - reader.remaining(), section_.order));
    block.end();
}

void OneSection::turnSecrets(Bytes record) {
    OrderedReader reader(record, section_.order);
    reader.skip(8);
    OrderedBlock block(turned_, native, decryptionSecrets);
    block.number(reader.u32(), 4);
    const std::size_t length = std::min<std::size_t>(reader.u32(), reader.remaining());
    block.number(length, 4);
    block.bytes(reader.take(length));
    turnOptions(block, decryptionSecrets, section_.order, optionsBehind(record, 16 + padded(length), section_.order));
    block.end();
}

/// Only the enterprise knows the format of the data after its number.
void OneSection::turnCustom(Bytes record) {
    OrderedReader reader(record, section_.order);
    const std::uint32_t type = reader.u32();
    reader.skip(4);
    OrderedBlock block(turned_, native, type);
    block.number(reader.u32(), 4);
    block.bytes(optionsBehind(record, 12, section_.order));
    block.end();
}

} // namespace tapscope::pcapng
