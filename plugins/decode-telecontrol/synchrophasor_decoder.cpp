#include "telecontrol_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::synchrophasor {
namespace {

constexpr std::array frameTypes = {ValueName{0, "Data Frame"},
                                   ValueName{1, "Header Frame"},
                                   ValueName{2, "Configuration Frame 1"},
                                   ValueName{3, "Configuration Frame 2"},
                                   ValueName{4, "Command Frame"},
                                   ValueName{5, "Configuration Frame 3"}};
constexpr std::array versions = {ValueName{1, "Defined in IEEE Std C37.118-2005"},
                                 ValueName{2, "Added in IEEE Std C37.118.2-2011"}};
constexpr std::array commands = {ValueName{1, "data transmission off"}, ValueName{2, "data transmission on"},
                                 ValueName{3, "send HDR frame"},        ValueName{4, "send CFG-1 frame"},
                                 ValueName{5, "send CFG-2 frame"},      ValueName{6, "send CFG-3 frame"},
                                 ValueName{8, "extended frame"}};
enum Field : std::uint16_t {
    Sync,
    Type,
    Version,
    Size,
    Source,
    Second,
    LeapDirection,
    LeapOccurred,
    LeapPending,
    TimeQuality,
    Fraction,
    Command,
    Data,
    Checksum,
    ChecksumStatus,
};
constexpr std::array fields = {
    FieldInfo{.name = "synphasor.sync", .title = "Synchronization word", .base = Base::Hex},
    FieldInfo{.name = "synphasor.frtype", .title = "Frame Type", .base = Base::Hex, .values = frameTypes, .mask = 0x70},
    FieldInfo{.name = "synphasor.version", .title = "Version", .values = versions, .mask = 0xf},
    FieldInfo{.name = "synphasor.frsize", .title = "Framesize", .unit = " bytes"},
    FieldInfo{.name = "synphasor.idcode_stream_source", .title = "PMU/DC ID number (Stream source ID)"},
    FieldInfo{.name = "synphasor.soc", .title = "SOC time stamp", .type = FieldType::AbsoluteTime},
    FieldInfo{
        .name = "synphasor.timeqal.lsdir", .title = "Leap second direction", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{
        .name = "synphasor.timeqal.lsocc", .title = "Leap second occurred", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{
        .name = "synphasor.timeqal.lspend", .title = "Leap second pending", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "synphasor.timeqal.timequalindic",
              .title = "Message Time Quality indicator code",
              .base = Base::Hex,
              .mask = 0xf},
    FieldInfo{.name = "synphasor.fracsec_raw", .title = "Fraction of second (raw)"},
    FieldInfo{.name = "synphasor.command", .title = "Command", .base = Base::Hex, .values = commands},
    FieldInfo{.name = "synphasor.data", .title = "Measurement data", .type = FieldType::ByteString},
    FieldInfo{.name = "synphasor.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "synphasor.checksum.status", .title = "Checksum Status"},
};
constexpr std::array hooks = {Hook{"tcp.port", 4712}, Hook{"udp.port", 4713}};
const ProtocolInfo info = {.abbreviation = "synphasor",
                           .title = "IEEE C37.118 Synchrophasor Protocol",
                           .column = "SYNCHROPHASOR",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::size_t headSize = 14, checksumSize = 2;
constexpr std::uint8_t syncOctet = 0xaa, commandFrame = 4;

/// CRC-CCITT with an initial value of all ones.
std::uint16_t checksumOf(Bytes bytes) noexcept {
    constexpr unsigned polynomial = 0x1021;
    unsigned sum = 0xffff;
    for (const std::byte octet : bytes) {
        sum ^= std::to_integer<unsigned>(octet) << 8;
        for (int bit = 0; bit < 8; ++bit)
            sum = ((sum & 0x8000U) != 0 ? sum << 1 ^ polynomial : sum << 1) & 0xffffU;
    }
    return static_cast<std::uint16_t>(sum);
}

void addChecksum(ByteReader& bytes, Dissection& d, Bytes over) {
    const ByteRange range = rangeAhead(bytes, checksumSize);
    const std::uint16_t said = d.u16(bytes, Checksum);
    if (bytes.overrun())
        return;
    const bool isRight = said == checksumOf(over);
    d.label("Checksum: 0x{:04x} [{}]", said, isRight ? "correct" : "incorrect");
    d.mark(isRight ? FieldValue::Mark::Good : FieldValue::Mark::Error);
    d.add(ChecksumStatus, range, isRight ? 1 : 0);
    d.hide();
}

} // namespace

const ProtocolInfo& SynchrophasorDecoder::protocol() const noexcept {
    return info;
}

bool SynchrophasorDecoder::accepts(Bytes bytes, Claim) const {
    const ByteReader reader(bytes);
    ByteReader ahead = reader;
    ahead.skip(2);
    return reader.peek() == syncOctet && (bytes.size() < 4 || ahead.u16() >= headSize + checksumSize);
}

StreamMessage SynchrophasorDecoder::messageIn(Bytes bytes, Dissection&) const {
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 2, 2, 0) : StreamMessage{};
}

void SynchrophasorDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint64_t perSecond = 1'000'000'000;
    d.info("");
    while (!bytes.atEnd()) {
        if (!accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        const ByteReader start = bytes;
        const ByteRange range = rangeAhead(bytes, 2);
        const std::uint16_t sync = d.u16(bytes, Sync);
        d.addBits({Type, Version}, range, sync);
        const std::uint16_t size = d.u16(bytes, Size);
        d.u16(bytes, Source);
        const ByteRange secondRange = rangeAhead(bytes, 4);
        const std::uint32_t second = bytes.u32();
        const ByteRange qualityRange = rangeAhead(bytes, 1);
        const std::uint8_t quality = bytes.u8();
        d.u24(bytes, Fraction);
        if (bytes.overrun())
            return;
        d.add(Second, secondRange, second * perSecond);
        d.addBits({LeapDirection, LeapOccurred, LeapPending, TimeQuality}, qualityRange, quality);
        const unsigned type = sync >> 4 & 7U;
        d.infoItem("{}", nameOf(frameTypes, type, "invalid packet"));
        ByteReader content = bytes.part(size - headSize - checksumSize);
        const bool isWhole = content.remaining() + headSize + checksumSize == size;
        if (type == commandFrame && content.has(2))
            d.infoAppend(", {}", nameOf(commands, d.u16(content, Command), "undefined"));
        if (!content.atEnd())
            d.data(content, Data, content.remaining());
        if (!isWhole) {
            bytes.setOverrun();
            return;
        }
        addChecksum(bytes, d, start.rest().first(size - checksumSize));
    }
}

} // namespace tapscope::synchrophasor
