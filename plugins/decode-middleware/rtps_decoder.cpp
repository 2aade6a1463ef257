#include "middleware_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::rtps {
namespace {

constexpr std::array submessages = {ValueName{0x01, "PAD"},
                                    ValueName{0x02, "DATA(OLD)"},
                                    ValueName{0x06, "ACKNACK"},
                                    ValueName{0x07, "HEARTBEAT"},
                                    ValueName{0x08, "GAP"},
                                    ValueName{0x09, "INFO_TS"},
                                    ValueName{0x0c, "INFO_SRC"},
                                    ValueName{0x0d, "INFO_REPLY_IP4"},
                                    ValueName{0x0e, "INFO_DST"},
                                    ValueName{0x0f, "INFO_REPLY"},
                                    ValueName{0x12, "NACK_FRAG"},
                                    ValueName{0x13, "HEARTBEAT_FRAG"},
                                    ValueName{0x14, "RTPS_DATA_SESSION"},
                                    ValueName{0x15, "DATA"},
                                    ValueName{0x16, "DATA_FRAG"},
                                    ValueName{0x30, "SEC_BODY"},
                                    ValueName{0x31, "SEC_PREFIX"},
                                    ValueName{0x32, "SEC_POSTFIX"},
                                    ValueName{0x33, "SRTPS_PREFIX"},
                                    ValueName{0x34, "SRTPS_POSTFIX"},
                                    ValueName{0x80, "APP_ACK"},
                                    ValueName{0x81, "APP_ACK_CONF"},
                                    ValueName{0x82, "HEARTBEAT_VIRTUAL"}};
enum Submessage : std::uint8_t { Data = 0x15, DataFragment = 0x16 };
/// Writers that announce participants and endpoints are shown by a letter (DDSI-RTPS 9.6.2).
constexpr std::array builtInWriters = {ValueName{0x0002c2, "t"}, ValueName{0x0003c2, "w"}, ValueName{0x0004c2, "r"},
                                       ValueName{0x000100c2, "p"}, ValueName{0x000200c2, "m"}};
constexpr std::array vendors = {ValueName{0x0101, "Real-Time Innovations, Inc. - Connext DDS"},
                                ValueName{0x0102, "ADLink Ltd. - OpenSplice DDS"},
                                ValueName{0x0103, "Object Computing Incorporated, Inc. (OCI) - OpenDDS"},
                                ValueName{0x010b, "Twin Oaks Computing, Inc. - CoreDX DDS"},
                                ValueName{0x010f, "eProsima - Fast-RTPS"},
                                ValueName{0x0110, "Eclipse Foundation - Cyclone DDS"}};
enum Field : std::uint16_t {
    Magic,
    Version,
    Major,
    Minor,
    Vendor,
    Prefix,
    SubmessageId,
    Flags,
    LittleEndian,
    ToNext,
    ReaderEntity,
    WriterEntity,
    SequenceNumber,
    Content
};
constexpr std::array fields = {
    FieldInfo{.name = "rtps.magic", .title = "Magic", .type = FieldType::Text},
    FieldInfo{.name = "rtps.version", .title = "Protocol version", .base = Base::Hex},
    FieldInfo{.name = "rtps.version.major", .title = "major"},
    FieldInfo{.name = "rtps.version.minor", .title = "minor"},
    FieldInfo{.name = "rtps.vendorId", .title = "vendorId", .base = Base::Hex, .values = vendors},
    FieldInfo{.name = "rtps.guidPrefix.src",
              .title = "guidPrefix",
              .type = FieldType::ByteString,
              .alias = "rtps.guidPrefix"},
    FieldInfo{.name = "rtps.sm.id", .title = "submessageId", .base = Base::Hex, .values = submessages},
    FieldInfo{.name = "rtps.sm.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "rtps.flag.endianness", .title = "Endianness bit", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "rtps.sm.octetsToNextHeader", .title = "octetsToNextHeader"},
    FieldInfo{.name = "rtps.sm.rdEntityId", .title = "readerEntityId", .base = Base::Hex},
    FieldInfo{.name = "rtps.sm.wrEntityId", .title = "writerEntityId", .base = Base::Hex},
    FieldInfo{.name = "rtps.sm.seqNumber", .title = "writerSeqNumber"},
    FieldInfo{.name = "rtps.sm.content", .title = "Content", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 2> heuristics = {"udp.port", "tcp.port"};
const ProtocolInfo info = {.abbreviation = "rtps",
                           .title = "Real-Time Publish-Subscribe Wire Protocol",
                           .column = "RTPS",
                           .fields = fields,
                           .heuristics = heuristics};
constexpr std::size_t prefixSize = 12, headSize = 8;

void decodeData(ByteReader& content, Dissection& d, bool isLittle) {
    content.skip(4); // extra flags, and the offset of the inline parameters
    d.u32(content, ReaderEntity);
    const std::uint32_t writer = d.u32(content, WriterEntity);
    if (const std::string_view letter = nameOf(builtInWriters, writer); !letter.empty())
        d.infoAppend("({})", letter);
    const ByteRange range = rangeAhead(content, 8);
    const std::uint64_t high = isLittle ? content.u32le() : content.u32();
    const std::uint64_t low = isLittle ? content.u32le() : content.u32();
    if (!content.overrun())
        d.add(SequenceNumber, range, high << 32 | low);
}

void decodeSubmessages(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t smHead = 4;
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        const std::uint8_t id = d.u8(bytes, SubmessageId);
        const auto nest = d.nest();
        const ByteRange range = rangeAhead(bytes, 1);
        const std::uint8_t flags = d.u8(bytes, Flags);
        if (bytes.overrun())
            return;
        d.add(LittleEndian, range, flags);
        const bool isLittle = (flags & 1U) != 0;
        const auto length = static_cast<std::size_t>(isLittle ? d.uintLe(bytes, ToNext, 2) : d.uint(bytes, ToNext, 2));
        if (bytes.overrun())
            return;
        d.infoAppend("{}{}", isFirst ? "" : ", ", nameOf(submessages, id, "unknown"));
        // 0 means up to the end of the message, except for padding and timestamps, which can be empty.
        const std::size_t size = length == 0 && id != 1 && id != 9 ? bytes.remaining() : length;
        ByteReader content = bytes.part(size);
        const bool isWhole = content.remaining() == size;
        if ((id == Data || id == DataFragment) && content.has(smHead))
            decodeData(content, d, isLittle);
        if (!content.atEnd())
            d.data(content, Content, content.remaining());
        if (!isWhole || content.overrun())
            bytes.setOverrun();
    }
}

} // namespace

const ProtocolInfo& RtpsDecoder::protocol() const noexcept {
    return info;
}

bool RtpsDecoder::recognises(Bytes bytes, const Dissection&) const {
    constexpr std::uint32_t rtps = 0x52545053, rtpx = 0x52545058;
    constexpr std::uint8_t latestMajor = 2;
    ByteReader reader(bytes);
    const std::uint32_t magic = reader.u32();
    const std::uint8_t major = reader.u8();
    return (magic == rtps || magic == rtpx) && major >= 1 && major <= latestMajor && bytes.size() >= headSize;
}

void RtpsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint64_t ping = 0x4e44445350494e47; // "NDDSPING"
    d.text(bytes, Magic, 4);
    const ByteRange range = rangeAhead(bytes, 2);
    const std::uint16_t version = d.u16(bytes, Version);
    if (bytes.overrun())
        return;
    d.add(Major, {range.offset, 1}, version >> 8);
    d.add(Minor, {range.offset + 1, 1}, version & 255U);
    d.u16(bytes, Vendor);
    ByteReader ahead = bytes;
    if (ahead.u64() == ping) {
        d.info("PING");
        d.data(bytes, Content, bytes.remaining());
        return;
    }
    d.data(bytes, Prefix, prefixSize);
    d.info("");
    decodeSubmessages(bytes, d);
}

} // namespace tapscope::rtps
