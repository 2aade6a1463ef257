#include "middleware_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::giop {
namespace {

constexpr std::array types = {ValueName{0, "Request"},       ValueName{1, "Reply"},
                              ValueName{2, "CancelRequest"}, ValueName{3, "LocateRequest"},
                              ValueName{4, "LocateReply"},   ValueName{5, "CloseConnection"},
                              ValueName{6, "MessageError"},  ValueName{7, "Fragment"}};
enum Type : std::uint8_t { Request, Reply };
constexpr std::array statuses = {ValueName{0, "No Exception"},          ValueName{1, "User Exception"},
                                 ValueName{2, "System Exception"},      ValueName{3, "Location Forward"},
                                 ValueName{4, "Location Forward Perm"}, ValueName{5, "Needs Addressing Mode"}};
enum Field : std::uint16_t {
    Magic,
    Major,
    Minor,
    Flags,
    LittleEndian,
    Fragment,
    TypeOfMessage,
    Size,
    RequestId,
    ReplyStatus,
    Body
};
constexpr std::array fields = {
    FieldInfo{.name = "giop.magic", .title = "Magic", .type = FieldType::Text},
    FieldInfo{.name = "giop.major_version", .title = "Major Version"},
    FieldInfo{.name = "giop.minor_version", .title = "Minor Version"},
    FieldInfo{.name = "giop.flags", .title = "Message Flags", .base = Base::Hex},
    FieldInfo{.name = "giop.flags.little_endian", .title = "Little Endian", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "giop.flags.fragment", .title = "Fragment", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "giop.type", .title = "Message type", .values = types},
    FieldInfo{.name = "giop.len", .title = "Message size"},
    FieldInfo{.name = "giop.request_id", .title = "Request id"},
    FieldInfo{.name = "giop.replystatus", .title = "Reply status", .values = statuses},
    FieldInfo{.name = "giop.stub_data", .title = "Stub data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"miop.giop", 0}};
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {.abbreviation = "giop",
                           .title = "General Inter-ORB Protocol",
                           .column = "GIOP",
                           .fields = fields,
                           .hooks = hooks,
                           .heuristics = heuristics,
                           .learns = true};
constexpr std::size_t headSize = 12;

bool beginsMessage(Bytes bytes) noexcept {
    constexpr std::uint32_t giop = 0x47494f50, ziop = 0x5a494f50;
    ByteReader reader(bytes);
    const std::uint32_t magic = reader.u32();
    const std::uint8_t major = reader.u8(), minor = reader.u8();
    return (magic == giop || magic == ziop) && major == 1 && minor <= 2;
}

/// The position and the byte order of the size.
std::uint32_t sizeOf(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    reader.skip(6);
    const bool isLittle = (reader.u8() & 1U) != 0;
    reader.skip(1);
    return isLittle ? reader.u32le() : reader.u32();
}

namespace miop {
enum Field : std::uint16_t { MagicText, Version, FlagBits, Length, Number, Count, IdLength, Id };
constexpr std::array fields = {
    FieldInfo{.name = "miop.magic", .title = "Magic", .type = FieldType::Text},
    FieldInfo{.name = "miop.hdr_version", .title = "Version", .base = Base::Hex},
    FieldInfo{.name = "miop.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "miop.packet_length", .title = "Length"},
    FieldInfo{.name = "miop.packet_number", .title = "PacketNumber"},
    FieldInfo{.name = "miop.number_of_packets", .title = "NumberOfPackets"},
    FieldInfo{.name = "miop.unique_id_len", .title = "UniqueIdLength"},
    FieldInfo{.name = "miop.unique_id", .title = "UniqueId", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Messages };
constexpr std::array<std::string_view, 1> tables = {"miop.giop"};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "miop",
                           .title = "Unreliable Multicast Inter-ORB Protocol",
                           .column = "MIOP",
                           .fields = fields,
                           .tables = tables,
                           .heuristics = heuristics};
} // namespace miop

} // namespace

const ProtocolInfo& GiopDecoder::protocol() const noexcept {
    return info;
}

bool GiopDecoder::recognises(Bytes bytes, const Dissection&) const {
    return bytes.size() >= headSize && beginsMessage(bytes);
}

bool GiopDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::size_t magicEnd = 6;
    if (bytes.size() < magicEnd)
        return bytes.front() == std::byte{'G'} || bytes.front() == std::byte{'Z'};
    return beginsMessage(bytes);
}

StreamMessage GiopDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < headSize)
        return StreamMessage::later();
    return beginsMessage(bytes) ? StreamMessage::of(std::uint64_t{sizeOf(bytes)} + headSize) : StreamMessage{};
}

void GiopDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (d.isLearning() && d.carrier().isStream)
        d.assignConversation(info.abbreviation);
    d.info("");
    while (!bytes.atEnd()) {
        if (!beginsMessage(bytes.rest())) {
            d.nextAsData(bytes);
            return;
        }
        const std::uint32_t size = sizeOf(bytes.rest());
        const std::string_view magic = d.text(bytes, Magic, 4);
        if (magic.starts_with('Z'))
            d.columnProtocol("ZIOP");
        d.u8(bytes, Major);
        const std::uint8_t minor = d.u8(bytes, Minor);
        const ByteRange range = rangeAhead(bytes, 1);
        const std::uint8_t flags = d.u8(bytes, Flags);
        d.addBits({LittleEndian, Fragment}, range, flags);
        const std::uint8_t type = d.u8(bytes, TypeOfMessage);
        d.add(Size, rangeAhead(bytes, 4), size);
        bytes.skip(4);
        if (bytes.overrun())
            return;
        d.infoItem("{} 1.{} {}, s={}", magic, minor, nameOf(types, type, "unknown"), size);
        ByteReader body = bytes.part(size);
        const bool isWhole = body.remaining() == size;
        const auto number = [&](Field field) {
            return (flags & 1U) != 0 ? d.uintLe(body, field, 4) : d.uint(body, field, 4);
        };
        constexpr std::uint8_t firstWithIdFirst = 2;
        if (magic.starts_with('G') && minor >= firstWithIdFirst && (type == Request || type == Reply)) {
            d.infoAppend(" id={}", number(RequestId));
            if (type == Reply)
                d.infoAppend(": {}", nameOf(statuses, number(ReplyStatus), "unknown"));
        }
        if (!body.atEnd())
            d.data(body, Body, body.remaining());
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

const ProtocolInfo& MiopDecoder::protocol() const noexcept {
    return miop::info;
}

bool MiopDecoder::recognises(Bytes bytes, const Dissection&) const {
    constexpr std::uint32_t magic = 0x4d494f50;
    constexpr std::uint8_t version1 = 0x10;
    ByteReader reader(bytes);
    return reader.u32() == magic && reader.u8() == version1;
}

void MiopDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace miop;
    d.text(bytes, MagicText, 4);
    d.u8(bytes, Version);
    const bool isLittle = (d.u8(bytes, FlagBits) & 1U) != 0;
    const auto number = [&](miop::Field field, std::size_t size) {
        return isLittle ? d.uintLe(bytes, field, size) : d.uint(bytes, field, size);
    };
    number(Length, 2);
    const auto packet = number(Number, 4), count = number(Count, 4);
    const auto idLength = static_cast<std::size_t>(number(IdLength, 4));
    d.info("MIOP 1.0 Packet s={} ({} of {})", bytes.remaining(), packet + 1, count);
    if (idLength != 0)
        d.data(bytes, Id, idLength);
    const std::size_t unaligned = bytes.position() % 8;
    if (unaligned != 0)
        bytes.skip(std::min(8 - unaligned, bytes.remaining()));
    if (!bytes.overrun())
        d.next(Messages, 0, bytes);
}

} // namespace tapscope::giop
