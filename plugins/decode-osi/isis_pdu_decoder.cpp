#include "isis_fields.h"
#include "osi_decoders.h"

#include <array>

namespace tapscope::isis_pdu {
namespace {

using isis::systemId;
using isis::systemIdSize;
using Field = Dissection::Field;

constexpr std::array circuitTypes = {ValueName{0, "Reserved value 0, must ignore PDU"}, ValueName{1, "Level 1 only"},
                                     ValueName{2, "Level 2 only"}, ValueName{3, "Level 1 and 2"}};
constexpr std::array adjacencyStates = {ValueName{0, "Up"}, ValueName{1, "Initializing"}, ValueName{2, "Down"}};

/// The first fields in the tables of all PDUs.
enum Common : std::uint16_t { Code, Length, Value, PduLength, FirstOwn };

namespace hello {
enum Field : std::uint16_t {
    Circuit = FirstOwn,
    CircuitReserved,
    Source,
    HoldingTime,
    Priority,
    PriorityReserved,
    Lan,
    LocalCircuit,
    AreaLength,
    AreaAddress,
    Neighbor,
    NetworkProtocol,
    InterfaceIpv4,
    InterfaceIpv6,
    Topology,
    RestartFlags,
    RestartTime,
    State,
    LocalExtended,
    NeighborSystem,
    NeighborExtended,
};
constexpr std::array fields = {
    FieldInfo{.name = "isis.hello.clv.type", .title = "Type"},
    FieldInfo{.name = "isis.hello.clv.length", .title = "Length"},
    FieldInfo{.name = "isis.hello.clv.value", .title = "Value", .type = FieldType::ByteString},
    FieldInfo{.name = "isis.hello.pdu_length", .title = "PDU length"},
    FieldInfo{.name = "isis.hello.circuit_type",
              .title = "Circuit type",
              .base = Base::Hex,
              .hexDigits = 2,
              .values = circuitTypes,
              .mask = 0x03},
    FieldInfo{.name = "isis.hello.reserved", .title = "Reserved", .base = Base::Hex, .hexDigits = 2, .mask = 0xfc},
    FieldInfo{.name = "isis.hello.source_id", .title = "SystemID {Sender of PDU}", .type = FieldType::Text},
    FieldInfo{.name = "isis.hello.holding_timer", .title = "Holding timer"},
    FieldInfo{.name = "isis.hello.priority", .title = "Priority", .mask = 0x7f},
    FieldInfo{.name = "isis.hello.priority_reserved", .title = "Reserved", .mask = 0x80},
    FieldInfo{.name = "isis.hello.lan_id", .title = "SystemID {Designated IS}", .type = FieldType::Text},
    FieldInfo{.name = "isis.hello.local_circuit_id", .title = "Local circuit ID"},
    FieldInfo{.name = "isis.hello.area_length", .title = "Area address length"},
    FieldInfo{.name = "isis.hello.area_address", .title = "Area address", .type = FieldType::ByteString},
    FieldInfo{.name = "isis.hello.is_neighbor", .title = "IS Neighbor", .type = FieldType::Mac},
    FieldInfo{
        .name = "isis.hello.clv_nlpid.nlpid", .title = "NLPID", .base = Base::Hex, .values = isis::networkProtocols},
    FieldInfo{.name = "isis.hello.clv_ipv4_int_addr", .title = "IPv4 interface address", .type = FieldType::Ipv4},
    FieldInfo{.name = "isis.hello.clv_ipv6_int_addr", .title = "IPv6 interface address", .type = FieldType::Ipv6},
    FieldInfo{.name = "isis.hello.clv_mt", .title = "MT-ID", .base = Base::Hex},
    FieldInfo{.name = "isis.hello.clv_restart_flags", .title = "Restart Signaling Flags", .base = Base::Hex},
    FieldInfo{.name = "isis.hello.clv_restart.remain_time", .title = "Remaining holding time"},
    FieldInfo{.name = "isis.hello.adjacency_state", .title = "Adjacency State", .values = adjacencyStates},
    FieldInfo{.name = "isis.hello.extended_local_circuit_id", .title = "Extended Local circuit ID", .base = Base::Hex},
    FieldInfo{.name = "isis.hello.neighbor_systemid", .title = "Neighbor SystemID", .type = FieldType::Text},
    FieldInfo{.name = "isis.hello.neighbor_extended_local_circuit_id",
              .title = "Neighbor Extended Local circuit ID",
              .base = Base::Hex},
};
constexpr std::array hooks = {Hook{"isis.type", 15}, Hook{"isis.type", 16}, Hook{"isis.type", 17}};
const ProtocolInfo info = {
    .abbreviation = "isis.hello", .title = "ISIS HELLO", .column = "ISIS HELLO", .fields = fields, .hooks = hooks};
} // namespace hello

namespace sequence {
enum Field : std::uint16_t { Source = FirstOwn, SourceCircuit, Start, End, Id, Number, Lifetime, Checksum };
std::array<FieldInfo, 12> fieldsNamed(std::array<std::string_view, 12> names) {
    std::array<FieldInfo, 12> fields = {
        FieldInfo{.title = "Type"},
        FieldInfo{.title = "Length"},
        FieldInfo{.title = "Value", .type = FieldType::ByteString},
        FieldInfo{.title = "PDU length"},
        FieldInfo{.title = "Source-ID", .type = FieldType::Text},
        FieldInfo{.title = "Source-ID-Circuit", .type = FieldType::ByteString},
        FieldInfo{.title = "Start LSP-ID", .type = FieldType::Text},
        FieldInfo{.title = "End LSP-ID", .type = FieldType::Text},
        FieldInfo{.title = "LSP-ID", .type = FieldType::Text},
        FieldInfo{.title = "LSP Sequence Number", .base = Base::Hex},
        FieldInfo{.title = "Remaining Lifetime"},
        FieldInfo{.title = "LSP checksum", .base = Base::Hex},
    };
    for (std::size_t i = 0; i < fields.size(); ++i)
        fields[i].name = names[i];
    return fields;
}
const auto completeFields =
    fieldsNamed({"isis.csnp.clv.type", "isis.csnp.clv.length", "isis.csnp.clv.value", "isis.csnp.pdu_length",
                 "isis.csnp.source_id", "isis.csnp.source_circuit", "isis.csnp.start_lsp_id", "isis.csnp.end_lsp_id",
                 "isis.csnp.lsp_id", "isis.csnp.lsp_seq_num", "isis.csnp.lsp_remain_life", "isis.csnp.lsp_checksum"});
const auto partialFields =
    fieldsNamed({"isis.psnp.clv.type", "isis.psnp.clv.length", "isis.psnp.clv.value", "isis.psnp.pdu_length",
                 "isis.psnp.source_id", "isis.psnp.source_circuit", "isis.psnp.start_lsp_id", "isis.psnp.end_lsp_id",
                 "isis.psnp.lsp_id", "isis.psnp.lsp_seq_num", "isis.psnp.lsp_remain_life", "isis.psnp.lsp_checksum"});
constexpr std::array completeHooks = {Hook{"isis.type", 24}, Hook{"isis.type", 25}};
constexpr std::array partialHooks = {Hook{"isis.type", 26}, Hook{"isis.type", 27}};
const ProtocolInfo complete = {.abbreviation = "isis.csnp",
                               .title = "ISO 10589 ISIS Complete Sequence Numbers Protocol Data Unit",
                               .column = "ISIS CSNP",
                               .fields = completeFields,
                               .hooks = completeHooks};
const ProtocolInfo partial = {.abbreviation = "isis.psnp",
                              .title = "ISO 10589 ISIS Partial Sequence Numbers Protocol Data Unit",
                              .column = "ISIS PSNP",
                              .fields = partialFields,
                              .hooks = partialHooks};
} // namespace sequence

/// The PDU type, from the common header in front of this layer.
std::uint8_t typeOf(const ByteReader& bytes, const Dissection& d) {
    constexpr std::size_t ahead = 4;
    const Bytes frame = d.frame().bytes;
    const std::size_t at = bytes.offset() - ahead;
    return bytes.offset() >= isis::headerSize && at < frame.size() ? std::to_integer<std::uint8_t>(frame[at]) & 0x1f
                                                                   : std::uint8_t{0};
}

void helloOption(std::uint8_t code, ByteReader& value, Dissection& d) {
    using namespace hello;
    switch (code) {
    case 6:
        while (value.has(6))
            d.mac(value, Neighbor);
        break;
    case 211:
        d.u8(value, RestartFlags);
        if (value.has(2))
            d.u16(value, RestartTime);
        break;
    case 240: // RFC 5303: the values after the state are present if they are known
        d.u8(value, State);
        if (value.has(4))
            d.u32(value, LocalExtended);
        if (value.has(systemIdSize))
            systemId(value, d, NeighborSystem, systemIdSize);
        if (value.has(4))
            d.u32(value, NeighborExtended);
        break;
    default:
        isis::sharedOption(code, value, d,
                           {.areaLength = AreaLength,
                            .area = AreaAddress,
                            .protocol = NetworkProtocol,
                            .ipv4 = InterfaceIpv4,
                            .ipv6 = InterfaceIpv6,
                            .topology = Topology});
    }
}

void sequenceOption(std::uint8_t code, ByteReader& value, Dissection& d) {
    using namespace sequence;
    constexpr std::uint8_t entries = 9;
    while (code == entries && value.has(16)) {
        d.u16(value, Lifetime);
        systemId(value, d, Id, systemIdSize + 2);
        d.u32(value, Number);
        d.u16(value, Checksum);
    }
}

using ReadOption = void (*)(std::uint8_t code, ByteReader& value, Dissection& d);

/// Decodes the options up to the PDU's end, each with the function for its kind.
void options(ByteReader& bytes, Dissection& d, std::size_t start, std::size_t pduLength, ReadOption readOption) {
    const std::size_t read = isis::headerSize + bytes.position() - start;
    ByteReader part = bytes.part(pduLength > read ? pduLength - read : 0);
    while (!part.atEnd()) {
        const std::uint8_t code = d.u8(part, Code);
        const std::size_t size = d.u8(part, Length);
        if (part.overrun() || !part.has(size)) {
            bytes.setOverrun();
            return;
        }
        ByteReader value = part.part(size);
        readOption(code, value, d);
        if (value.overrun())
            d.malformed("an option ends before its fields do");
        if (!value.atEnd())
            d.data(value, Value, value.remaining());
    }
    d.layerLength(bytes.position());
}

void decodeHello(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    using namespace hello;
    constexpr std::uint8_t pointToPoint = 17;
    const std::size_t start = bytes.position();
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    d.addBits({Circuit, CircuitReserved}, {at, 1}, bytes.u8());
    const auto source = systemId(bytes, d, Source, systemIdSize);
    d.u16(bytes, HoldingTime);
    const std::size_t length = d.u16(bytes, PduLength);
    if (type == pointToPoint) {
        d.u8(bytes, LocalCircuit);
    } else {
        const auto priority = static_cast<std::uint32_t>(bytes.offset());
        d.addBits({Priority, PriorityReserved}, {priority, 1}, bytes.u8());
        systemId(bytes, d, Lan, systemIdSize + 1);
    }
    if (bytes.overrun())
        return;
    d.info("{} HELLO, System-ID: {}", type == pointToPoint ? "P2P" : type == 15 ? "L1" : "L2", source.view());
    options(bytes, d, start, length, helloOption);
}

void decodeLinkState(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    using namespace isis::link_state;
    const std::size_t start = bytes.position();
    const std::size_t length = d.u16(bytes, isis::link_state::PduLength);
    const std::uint16_t lifetime = d.u16(bytes, Lifetime);
    const auto id = systemId(bytes, d, Id, systemIdSize + 2);
    const std::uint32_t number = d.u32(bytes, isis::link_state::Sequence);
    d.u16(bytes, isis::link_state::Checksum);
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t kind = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({PartitionRepair, Attached, Overload, SystemType}, {at, 1}, kind);
    d.info("L{} LSP, LSP-ID: {}, Sequence: 0x{:08x}, Lifetime: {:5}s", type == 18 ? 1 : 2, id.view(), number, lifetime);
    options(bytes, d, start, length, isis::link_state::option);
}

void decodeSequence(ByteReader& bytes, Dissection& d, std::uint8_t type, bool isComplete) {
    using namespace sequence;
    const std::size_t start = bytes.position();
    const std::size_t length = d.u16(bytes, PduLength);
    const auto source = systemId(bytes, d, Source, systemIdSize);
    const Bytes circuit = d.data(bytes, SourceCircuit, 1);
    if (bytes.overrun())
        return;
    const unsigned level = type == 24 || type == 26 ? 1 : 2;
    d.info("L{} {}, Source-ID: {}.{:02x}", level, isComplete ? "CSNP" : "PSNP", source.view(),
           std::to_integer<unsigned>(circuit[0]));
    if (isComplete) {
        const auto first = systemId(bytes, d, Start, systemIdSize + 2);
        const auto last = systemId(bytes, d, End, systemIdSize + 2);
        if (bytes.overrun())
            return;
        d.infoAppend(", Start LSP-ID: {}, End LSP-ID: {}", first.view(), last.view());
    }
    options(bytes, d, start, length, sequenceOption);
}

} // namespace

const ProtocolInfo& IsisPduDecoder::protocol() const noexcept {
    switch (pdu_) {
    case Pdu::Hello:
        return hello::info;
    case Pdu::LinkState:
        return isis::link_state::info;
    case Pdu::CompleteSequence:
        return sequence::complete;
    default:
        return sequence::partial;
    }
}

void IsisPduDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t type = typeOf(bytes, d);
    switch (pdu_) {
    case Pdu::Hello:
        decodeHello(bytes, d, type);
        break;
    case Pdu::LinkState:
        decodeLinkState(bytes, d, type);
        break;
    default:
        decodeSequence(bytes, d, type, pdu_ == Pdu::CompleteSequence);
    }
}

} // namespace tapscope::isis_pdu
