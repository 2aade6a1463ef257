#include "home_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::port_control {
namespace {

constexpr std::array opcodes = {ValueName{0, "External Address Request"}, ValueName{1, "Map UDP Request"},
                                ValueName{2, "Map TCP Request"},          ValueName{128, "External Address Response"},
                                ValueName{129, "Map UDP Response"},       ValueName{130, "Map TCP Response"}};
constexpr std::array pcpOpcodes = {ValueName{0, "Announce"}, ValueName{1, "Map"}, ValueName{2, "Peer"}};
constexpr std::array results = {
    ValueName{0, "Success"},         ValueName{1, "Unsupported Version"}, ValueName{2, "Not Authorized/Refused"},
    ValueName{3, "Network Failure"}, ValueName{4, "Out of resources"},    ValueName{5, "Unsupported opcode"}};
constexpr std::uint8_t externalAddress = 0, responseBit = 0x80, pcpVersion = 2;
enum Field : std::uint16_t {
    Version,
    Opcode,
    Reserved,
    Result,
    Epoch,
    ExternalAddress,
    InternalPort,
    ExternalPort,
    Lifetime,
    PcpVersion,
    PcpIsResponse,
    PcpOpcode,
    PcpResult,
    PcpLifetime,
    PcpClient,
    PcpData,
};
constexpr std::array fields = {
    FieldInfo{.name = "nat-pmp.version", .title = "Version"},
    FieldInfo{.name = "nat-pmp.opcode", .title = "Opcode", .values = opcodes},
    FieldInfo{.name = "nat-pmp.reserved", .title = "Reserved"},
    FieldInfo{.name = "nat-pmp.result_code", .title = "Result Code", .values = results},
    FieldInfo{.name = "nat-pmp.sssoe", .title = "Seconds Since Start of Epoch"},
    FieldInfo{.name = "nat-pmp.external_ip", .title = "External IP Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "nat-pmp.internal_port", .title = "Internal Port"},
    FieldInfo{.name = "nat-pmp.external_port", .title = "External Port"},
    FieldInfo{.name = "nat-pmp.pml", .title = "Port Mapping Lifetime"},
    FieldInfo{.name = "portcontrol.version", .title = "Version"},
    FieldInfo{.name = "portcontrol.r", .title = "R", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "portcontrol.opcode", .title = "Opcode", .values = pcpOpcodes, .mask = 0x7f},
    FieldInfo{.name = "portcontrol.result_code", .title = "Result Code"},
    FieldInfo{.name = "portcontrol.lifetime", .title = "Lifetime"},
    FieldInfo{.name = "portcontrol.client_ip", .title = "Client IP Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "portcontrol.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 5350}, Hook{"udp.port", 5351}};
const ProtocolInfo info = {
    .abbreviation = "portcontrol", .title = "Port Control Protocol", .column = "PCP", .fields = fields, .hooks = hooks};

void decodeNatPmp(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, Version);
    const std::uint8_t opcode = d.u8(bytes, Opcode);
    d.columnProtocol("NAT-PMP");
    d.info("{}", nameOf(opcodes, opcode, "Unknown"));
    const bool isResponse = (opcode & responseBit) != 0;
    const bool isMapping = (opcode & 0x7fU) != externalAddress;
    if (isResponse) {
        const std::uint16_t result = d.u16(bytes, Result);
        if (bytes.has(4))
            d.u32(bytes, Epoch);
        if (!isMapping && result == 0)
            d.ipv4(bytes, ExternalAddress);
    } else if (isMapping) {
        d.u16(bytes, Reserved);
    }
    if (isMapping && (!isResponse || !bytes.atEnd())) {
        d.u16(bytes, InternalPort);
        d.u16(bytes, ExternalPort);
        d.u32(bytes, Lifetime);
    }
}

void decodePcp(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t epochAndReserved = 16;
    d.u8(bytes, PcpVersion);
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t octet = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({PcpIsResponse, PcpOpcode}, range, octet);
    const bool isResponse = (octet & responseBit) != 0;
    d.info("{} {}", nameOf(pcpOpcodes, octet & 0x7fU, "Unknown"), isResponse ? "Response" : "Request");
    bytes.skip(1);
    if (isResponse)
        d.u8(bytes, PcpResult);
    else
        bytes.skip(1);
    d.u32(bytes, PcpLifetime);
    if (isResponse)
        d.data(bytes, PcpData, std::min(epochAndReserved, bytes.remaining()));
    else
        d.ipv6(bytes, PcpClient);
    if (!bytes.atEnd())
        d.data(bytes, PcpData, bytes.remaining());
}

} // namespace

const ProtocolInfo& PortControlDecoder::protocol() const noexcept {
    return info;
}

bool PortControlDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    const std::uint8_t version = reader.u8(), opcode = reader.u8();
    return !reader.overrun() &&
           ((version == 0 && !nameOf(opcodes, opcode).empty()) ||
            (version <= pcpVersion && version != 0 && !nameOf(pcpOpcodes, opcode & 0x7fU).empty()));
}

void PortControlDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (bytes.peek() == 0)
        decodeNatPmp(bytes, d);
    else
        decodePcp(bytes, d);
}

} // namespace tapscope::port_control
