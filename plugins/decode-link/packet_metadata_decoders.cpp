// Headers that tell more of a frame, and its link type: PKTAP and PPI.

#include "link_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::packet_metadata {
namespace {

enum Table : std::uint8_t { LinkTypes };
constexpr std::array<std::string_view, 1> tables = {"linktype"};
constexpr std::array<std::string_view, 1> steps = {"pcap_pktdata"};

/// Shows the frame behind a header, which ends here.
void decodeFrame(ByteReader& bytes, Dissection& d, std::uint32_t linkType) {
    constexpr std::uint32_t wireless = 105; // has another way in tshark
    d.layerLength(bytes.position());
    if (linkType != wireless)
        d.passThrough(steps.front());
    d.next(LinkTypes, linkType, ByteReader(bytes.rest(), bytes.offset()));
}

namespace pktap {
enum Field : std::uint16_t {
    HeaderLength,
    RecordType,
    Link,
    Interface,
    Flags,
    Family,
    LinkHeader,
    LinkTrailer,
    Process,
    Command,
    ServiceClass,
    InterfaceType,
    InterfaceUnit,
    EffectiveProcess,
    EffectiveCommand,
    Rest,
};
constexpr std::array fields = {
    FieldInfo{.name = "pktap.hdrlen", .title = "Header length"},
    FieldInfo{.name = "pktap.rectype", .title = "Record type"},
    FieldInfo{.name = "pktap.dlt", .title = "DLT"},
    FieldInfo{.name = "pktap.ifname", .title = "Interface name", .type = FieldType::Text},
    FieldInfo{.name = "pktap.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "pktap.pfamily", .title = "Protocol family"},
    FieldInfo{.name = "pktap.llhdrlen", .title = "Link-layer header length"},
    FieldInfo{.name = "pktap.lltrlrlen", .title = "Link-layer trailer length"},
    FieldInfo{.name = "pktap.pid", .title = "Process ID"},
    FieldInfo{.name = "pktap.cmdname", .title = "Command name", .type = FieldType::Text},
    FieldInfo{.name = "pktap.svc_class", .title = "Service class"},
    FieldInfo{.name = "pktap.iftype", .title = "Interface type"},
    FieldInfo{.name = "pktap.ifunit", .title = "Interface unit"},
    FieldInfo{.name = "pktap.epid", .title = "Effective process ID"},
    FieldInfo{.name = "pktap.ecmdname", .title = "Effective command name", .type = FieldType::Text},
    FieldInfo{.name = "pktap.rest", .title = "Further fields", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"linktype", 258}};
const ProtocolInfo info = {.abbreviation = "pktap",
                           .title = "PKTAP packet header",
                           .column = "PKTAP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .steps = steps};
} // namespace pktap

namespace ppi {
enum Field : std::uint16_t { Version, Flags, Alignment, Reserved, HeaderLength, Link, ItemType, FieldLength, Content };
constexpr std::array fields = {
    FieldInfo{.name = "ppi.version", .title = "Version"},
    FieldInfo{.name = "ppi.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "ppi.flags.alignment", .title = "Alignment", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "ppi.flags.reserved", .title = "Reserved", .base = Base::Hex, .mask = 0xfe},
    FieldInfo{.name = "ppi.length", .title = "Header length"},
    FieldInfo{.name = "ppi.dlt", .title = "DLT"},
    FieldInfo{.name = "ppi.field_type", .title = "Field type"},
    FieldInfo{.name = "ppi.field_len", .title = "Field length"},
    FieldInfo{.name = "ppi.field_content", .title = "Content", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"linktype", 192}};
const ProtocolInfo info = {.abbreviation = "ppi",
                           .title = "PPI Packet Header",
                           .column = "PPI",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .steps = steps};

/// Fields have a type and a length; if the header says so, each begins at a multiple of four octets.
void decodeFields(ByteReader& bytes, Dissection& d, bool areAligned) {
    constexpr std::size_t alignment = 4;
    while (!bytes.atEnd() && !bytes.overrun()) {
        d.uintLe(bytes, ItemType, 2);
        const std::size_t length = d.uintLe(bytes, FieldLength, 2);
        if (length != 0)
            d.data(bytes, Content, length);
        if (areAligned)
            bytes.skip(std::min((alignment - length % alignment) % alignment, bytes.remaining()));
    }
}
} // namespace ppi

} // namespace

const ProtocolInfo& PktapDecoder::protocol() const noexcept {
    return pktap::info;
}

void PktapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace pktap;
    constexpr std::size_t wholeHeader = 108, nameSize = 24, commandSize = 20;
    constexpr std::size_t known = 4 * 3 + nameSize + 4 * 5 + commandSize + 4 + 2 * 2 + 4 + commandSize;
    static_assert(known == wholeHeader);
    ByteReader ahead = bytes;
    const std::size_t length = ahead.u32le();
    d.info("PKTAP, {} byte header", length);
    const auto number = [&](Field field) { return static_cast<std::uint32_t>(d.uintLe(bytes, field, 4)); };
    const auto name = [&](Field field, std::size_t size) {
        ByteReader place = bytes.part(size);
        textToZero(place, d, field);
    };
    number(HeaderLength);
    if (length < wholeHeader) {
        bytes.setOverrun();
        return;
    }
    number(RecordType);
    const std::uint32_t linkType = number(Link);
    name(Interface, nameSize);
    for (const Field field : {Flags, Family, LinkHeader, LinkTrailer, Process})
        number(field);
    name(Command, commandSize);
    number(ServiceClass);
    d.uintLe(bytes, InterfaceType, 2);
    d.uintLe(bytes, InterfaceUnit, 2);
    number(EffectiveProcess);
    name(EffectiveCommand, commandSize);
    if (length > wholeHeader)
        d.data(bytes, Rest, length - wholeHeader);
    if (!bytes.overrun())
        decodeFrame(bytes, d, linkType);
}

const ProtocolInfo& PacketInformationDecoder::protocol() const noexcept {
    return ppi::info;
}

void PacketInformationDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace ppi;
    constexpr std::size_t fixedHeader = 8;
    const std::uint8_t version = d.u8(bytes, Version);
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t flags = d.u8(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({Alignment, Reserved}, range, flags);
    }
    const std::size_t length = d.uintLe(bytes, HeaderLength, 2);
    const auto linkType = static_cast<std::uint32_t>(d.uintLe(bytes, Link, 4));
    d.info("PPI version {}, {} bytes", version, length);
    if (length < fixedHeader)
        bytes.setOverrun();
    if (bytes.overrun())
        return;
    ByteReader header = bytes.part(length - fixedHeader);
    decodeFields(header, d, (flags & 1U) != 0);
    if (header.overrun())
        bytes.setOverrun();
    else
        decodeFrame(bytes, d, linkType);
}

} // namespace tapscope::packet_metadata
