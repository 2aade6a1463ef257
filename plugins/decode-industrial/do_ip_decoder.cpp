#include "industrial_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::do_ip {
namespace {

constexpr std::array versions = {ValueName{0x01, "DoIP ISO/DIS 13400-2:2010"}, ValueName{0x02, "DoIP ISO 13400-2:2012"},
                                 ValueName{0x03, "DoIP ISO 13400-2:2019"},
                                 ValueName{0xff, "Default value for vehicle identification request messages"}};
constexpr std::array types = {ValueName{0x0000, "Generic DoIP header NACK"},
                              ValueName{0x0001, "Vehicle identification request"},
                              ValueName{0x0002, "Vehicle identification request with EID"},
                              ValueName{0x0003, "Vehicle identification request with VIN"},
                              ValueName{0x0004, "Vehicle announcement message/vehicle identification response message"},
                              ValueName{0x0005, "Routing activation request"},
                              ValueName{0x0006, "Routing activation response"},
                              ValueName{0x0007, "Alive check request"},
                              ValueName{0x0008, "Alive check response"},
                              ValueName{0x4001, "DoIP entity status request"},
                              ValueName{0x4002, "DoIP entity status response"},
                              ValueName{0x4003, "Diagnostic power mode information request"},
                              ValueName{0x4004, "Diagnostic power mode information response"},
                              ValueName{0x8001, "Diagnostic message"},
                              ValueName{0x8002, "Diagnostic message ACK"},
                              ValueName{0x8003, "Diagnostic message NACK"}};
enum Type : std::uint16_t {
    HeaderNack = 0,
    IdentificationByEid = 2,
    IdentificationByVin,
    Announcement,
    ActivationRequest,
    ActivationResponse,
    AliveResponse = 8,
    StatusResponse = 0x4002,
    PowerModeResponse = 0x4004,
    Diagnostic = 0x8001,
    DiagnosticAck,
    DiagnosticNack
};
constexpr std::array nackCodes = {ValueName{0, "Incorrect pattern format"}, ValueName{1, "Unknown payload type"},
                                  ValueName{2, "Message too large"}, ValueName{3, "Out of memory"},
                                  ValueName{4, "Invalid payload length"}};
constexpr std::array diagnosticNacks = {
    ValueName{2, "Invalid source address"},       ValueName{3, "Unknown target address"},
    ValueName{4, "Diagnostic message too large"}, ValueName{5, "Out of memory"},
    ValueName{6, "Target unreachable"},           ValueName{7, "Unknown network"},
    ValueName{8, "Transport protocol error"}};
constexpr std::array activations = {ValueName{0, "Default"}, ValueName{1, "WWH-OBD"},
                                    ValueName{0xe0, "Central security"}};
constexpr std::array responses = {
    ValueName{0x00, "Routing activation denied due to unknown source address"},
    ValueName{
        0x01,
        "Routing activation denied because all concurrently supported TCP_DATA sockets are registered and active"},
    ValueName{0x02, "Routing activation denied because an SA different from the table connection entry was received on "
                    "the already activated TCP_DATA socket"},
    ValueName{
        0x03,
        "Routing activation denied because the SA is already registered and active on a different TCP_DATA socket"},
    ValueName{0x04, "Routing activation denied due to missing authentication"},
    ValueName{0x05, "Routing activation denied due to rejected confirmation"},
    ValueName{0x06, "Routing activation denied due to unsupported routing activation type"},
    ValueName{0x10, "Routing successfully activated"},
    ValueName{0x11, "Routing will be activated; confirmation required"}};
enum Field : std::uint16_t {
    Version,
    InverseVersion,
    PayloadType,
    Length,
    NackCode,
    Vin,
    Eid,
    Gid,
    LogicalAddress,
    FurtherAction,
    SyncStatus,
    Source,
    Target,
    ActivationType,
    ReservedIso,
    ReservedOem,
    TesterAddress,
    EntityAddress,
    ResponseCode,
    NodeType,
    MaximumSockets,
    OpenSockets,
    MaximumSize,
    PowerMode,
    AckCode,
    DiagnosticNackCode,
    Previous,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "doip.version", .title = "Version", .base = Base::Hex, .values = versions},
    FieldInfo{.name = "doip.inverse", .title = "Inverse version", .base = Base::Hex},
    FieldInfo{.name = "doip.type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "doip.length", .title = "Length"},
    FieldInfo{.name = "doip.nack_code", .title = "DoIP Header NACK code", .base = Base::Hex, .values = nackCodes},
    FieldInfo{.name = "doip.vin", .title = "VIN", .type = FieldType::Text},
    FieldInfo{.name = "doip.eid", .title = "EID", .type = FieldType::ByteString},
    FieldInfo{.name = "doip.gid", .title = "GID", .type = FieldType::ByteString},
    FieldInfo{.name = "doip.logical_address", .title = "Logical Address", .base = Base::Hex},
    FieldInfo{.name = "doip.futher_action", .title = "Further action required", .base = Base::Hex},
    FieldInfo{.name = "doip.sync_status", .title = "VIN/GID sync. status", .base = Base::Hex},
    FieldInfo{.name = "doip.source_address", .title = "Source Address", .base = Base::Hex},
    FieldInfo{.name = "doip.target_address", .title = "Target Address", .base = Base::Hex},
    FieldInfo{.name = "doip.activation_type", .title = "Activation type", .base = Base::Hex, .values = activations},
    FieldInfo{.name = "doip.reserved_iso", .title = "Reserved by ISO", .base = Base::Hex},
    FieldInfo{.name = "doip.reserved_oem", .title = "Reserved by OEM", .base = Base::Hex},
    FieldInfo{.name = "doip.tester_logical_address", .title = "Logical address of external tester", .base = Base::Hex},
    FieldInfo{.name = "doip.logical_address_of_entity", .title = "Logical address of DoIP entity", .base = Base::Hex},
    FieldInfo{.name = "doip.response_code",
              .title = "Routing activation response code",
              .base = Base::Hex,
              .values = responses},
    FieldInfo{.name = "doip.node_type", .title = "Node type", .base = Base::Hex},
    FieldInfo{.name = "doip.max_sockets", .title = "Max concurrent sockets"},
    FieldInfo{.name = "doip.sockets", .title = "Currently open sockets"},
    FieldInfo{.name = "doip.max_data_size", .title = "Max data size"},
    FieldInfo{.name = "doip.power_mode", .title = "Diagnostic power mode", .base = Base::Hex},
    FieldInfo{.name = "doip.diag_ack_code", .title = "ACK code", .base = Base::Hex},
    FieldInfo{.name = "doip.diag_nack_code", .title = "NACK code", .base = Base::Hex, .values = diagnosticNacks},
    FieldInfo{.name = "doip.previous", .title = "Previous message", .type = FieldType::ByteString},
    FieldInfo{.name = "doip.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 13400}, Hook{"tcp.port", 13400}};
enum Table : std::uint8_t { Services };
constexpr std::array<std::string_view, 1> tables = {"doip.uds"};
const ProtocolInfo info = {.abbreviation = "doip",
                           .title = "DoIP (ISO13400) Protocol",
                           .column = "DoIP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::size_t headerSize = 8, identifierSize = 6, vinSize = 17;

void decodeAnnouncement(ByteReader& body, Dissection& d) {
    d.text(body, Vin, vinSize);
    d.u16(body, LogicalAddress);
    d.data(body, Eid, identifierSize);
    d.data(body, Gid, identifierSize);
    d.u8(body, FurtherAction);
    if (!body.atEnd())
        d.u8(body, SyncStatus);
}

void decodeActivation(ByteReader& body, Dissection& d, bool isRequest) {
    if (isRequest) {
        d.u16(body, Source);
        d.u8(body, ActivationType);
    } else {
        d.u16(body, TesterAddress);
        d.u16(body, EntityAddress);
        d.u8(body, ResponseCode);
    }
    d.u32(body, ReservedIso);
    if (!body.atEnd())
        d.u32(body, ReservedOem);
}

void decodeDiagnostic(ByteReader& body, Dissection& d, std::uint16_t type) {
    d.u16(body, Source);
    d.u16(body, Target);
    if (type == Diagnostic) {
        d.next(Services, 0, body);
        body.skip(body.remaining());
        return;
    }
    d.u8(body, type == DiagnosticAck ? AckCode : DiagnosticNackCode);
    if (!body.atEnd())
        d.data(body, Previous, body.remaining());
}

void decodeBody(ByteReader& body, Dissection& d, std::uint16_t type) {
    switch (type) {
    case HeaderNack:
        d.u8(body, NackCode);
        break;
    case IdentificationByEid:
        d.data(body, Eid, identifierSize);
        break;
    case IdentificationByVin:
        d.text(body, Vin, vinSize);
        break;
    case Announcement:
        decodeAnnouncement(body, d);
        break;
    case ActivationRequest:
    case ActivationResponse:
        decodeActivation(body, d, type == ActivationRequest);
        break;
    case AliveResponse:
        d.u16(body, Source);
        break;
    case StatusResponse:
        d.u8(body, NodeType);
        d.u8(body, MaximumSockets);
        d.u8(body, OpenSockets);
        if (!body.atEnd())
            d.u32(body, MaximumSize);
        break;
    case PowerModeResponse:
        d.u8(body, PowerMode);
        break;
    case Diagnostic:
    case DiagnosticAck:
    case DiagnosticNack:
        decodeDiagnostic(body, d, type);
        break;
    default:
        break;
    }
    if (!body.atEnd())
        d.data(body, Data, body.remaining());
}

} // namespace

const ProtocolInfo& DoIpDecoder::protocol() const noexcept {
    return info;
}

bool DoIpDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    const std::uint8_t version = reader.u8();
    return !nameOf(versions, version).empty() && (reader.atEnd() || (reader.u8() ^ version) == 0xff);
}

StreamMessage DoIpDecoder::messageIn(Bytes bytes, Dissection&) const {
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 4, 4, headerSize) : StreamMessage{};
}

void DoIpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        if (!accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        d.u8(bytes, Version);
        d.u8(bytes, InverseVersion);
        const std::uint16_t type = d.u16(bytes, PayloadType);
        const std::size_t length = d.u32(bytes, Length);
        if (bytes.overrun())
            return;
        d.infoItem("{}", nameOf(types, type, "Unknown payload type"));
        ByteReader body = bytes.part(length);
        const bool isWhole = body.remaining() == length;
        decodeBody(body, d, type);
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::do_ip
