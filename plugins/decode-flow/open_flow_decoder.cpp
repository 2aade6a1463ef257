#include "flow_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::open_flow {
namespace {

constexpr std::uint8_t version10 = 1, version13 = 4, lastVersion = 6;
constexpr std::array versions = {ValueName{version10, "1.0"}, ValueName{2, "1.1"}, ValueName{3, "1.2"},
                                 ValueName{version13, "1.3"}, ValueName{5, "1.4"}, ValueName{lastVersion, "1.5"}};
/// Types that have the same number in all versions.
enum Type : std::uint8_t {
    Hello,
    Error,
    EchoRequest,
    EchoReply,
    Vendor,
    FeaturesReply = 6,
    ConfigReply = 8,
    SetConfig,
    PacketIn
};
constexpr std::array types10 = {ValueName{Hello, "OFPT_HELLO"},
                                ValueName{Error, "OFPT_ERROR"},
                                ValueName{EchoRequest, "OFPT_ECHO_REQUEST"},
                                ValueName{EchoReply, "OFPT_ECHO_REPLY"},
                                ValueName{Vendor, "OFPT_VENDOR"},
                                ValueName{5, "OFPT_FEATURES_REQUEST"},
                                ValueName{FeaturesReply, "OFPT_FEATURES_REPLY"},
                                ValueName{7, "OFPT_GET_CONFIG_REQUEST"},
                                ValueName{ConfigReply, "OFPT_GET_CONFIG_REPLY"},
                                ValueName{SetConfig, "OFPT_SET_CONFIG"},
                                ValueName{PacketIn, "OFPT_PACKET_IN"},
                                ValueName{11, "OFPT_FLOW_REMOVED"},
                                ValueName{12, "OFPT_PORT_STATUS"},
                                ValueName{13, "OFPT_PACKET_OUT"},
                                ValueName{14, "OFPT_FLOW_MOD"},
                                ValueName{15, "OFPT_PORT_MOD"},
                                ValueName{16, "OFPT_STATS_REQUEST"},
                                ValueName{17, "OFPT_STATS_REPLY"},
                                ValueName{18, "OFPT_BARRIER_REQUEST"},
                                ValueName{19, "OFPT_BARRIER_REPLY"},
                                ValueName{20, "OFPT_QUEUE_GET_CONFIG_REQUEST"},
                                ValueName{21, "OFPT_QUEUE_GET_CONFIG_REPLY"}};
constexpr std::array types13 = {ValueName{Hello, "OFPT_HELLO"},
                                ValueName{Error, "OFPT_ERROR"},
                                ValueName{EchoRequest, "OFPT_ECHO_REQUEST"},
                                ValueName{EchoReply, "OFPT_ECHO_REPLY"},
                                ValueName{Vendor, "OFPT_EXPERIMENTER"},
                                ValueName{5, "OFPT_FEATURES_REQUEST"},
                                ValueName{FeaturesReply, "OFPT_FEATURES_REPLY"},
                                ValueName{7, "OFPT_GET_CONFIG_REQUEST"},
                                ValueName{ConfigReply, "OFPT_GET_CONFIG_REPLY"},
                                ValueName{SetConfig, "OFPT_SET_CONFIG"},
                                ValueName{PacketIn, "OFPT_PACKET_IN"},
                                ValueName{11, "OFPT_FLOW_REMOVED"},
                                ValueName{12, "OFPT_PORT_STATUS"},
                                ValueName{13, "OFPT_PACKET_OUT"},
                                ValueName{14, "OFPT_FLOW_MOD"},
                                ValueName{15, "OFPT_GROUP_MOD"},
                                ValueName{16, "OFPT_PORT_MOD"},
                                ValueName{17, "OFPT_TABLE_MOD"},
                                ValueName{18, "OFPT_MULTIPART_REQUEST"},
                                ValueName{19, "OFPT_MULTIPART_REPLY"},
                                ValueName{20, "OFPT_BARRIER_REQUEST"},
                                ValueName{21, "OFPT_BARRIER_REPLY"},
                                ValueName{22, "OFPT_QUEUE_GET_CONFIG_REQUEST"},
                                ValueName{23, "OFPT_QUEUE_GET_CONFIG_REPLY"},
                                ValueName{24, "OFPT_ROLE_REQUEST"},
                                ValueName{25, "OFPT_ROLE_REPLY"},
                                ValueName{26, "OFPT_GET_ASYNC_REQUEST"},
                                ValueName{27, "OFPT_GET_ASYNC_REPLY"},
                                ValueName{28, "OFPT_SET_ASYNC"},
                                ValueName{29, "OFPT_METER_MOD"},
                                ValueName{30, "OFPT_ROLE_STATUS"},
                                ValueName{31, "OFPT_TABLE_STATUS"},
                                ValueName{32, "OFPT_REQUESTFORWARD"},
                                ValueName{33, "OFPT_BUNDLE_CONTROL"},
                                ValueName{34, "OFPT_BUNDLE_ADD_MESSAGE"},
                                ValueName{35, "OFPT_CONTROLLER_STATUS"}};
constexpr std::array reasons = {ValueName{0, "No matching flow"},
                                ValueName{1, "Action explicitly output to controller"},
                                ValueName{2, "Packet has invalid TTL"}};

enum Field : std::uint16_t {
    Version,
    Type10,
    Type13,
    Length,
    Transaction,
    Datapath,
    BufferCount,
    TableCount,
    Padding,
    Capabilities,
    Actions,
    PortNumber,
    PortAddress,
    PortName,
    PortConfig,
    PortState,
    PortCurrent,
    PortAdvertised,
    PortSupported,
    PortPeer,
    ConfigFlags,
    MissLength,
    BufferId,
    TotalLength,
    InPort,
    Reason,
    ErrorType,
    ErrorCode,
    EchoData,
    VendorId,
    Body,
};
constexpr std::array fields = {
    FieldInfo{.name = "openflow.version", .title = "Version", .base = Base::Hex, .values = versions},
    FieldInfo{.name = "openflow_1_0.type", .title = "Type", .values = types10},
    FieldInfo{.name = "openflow_v4.type", .title = "Type", .values = types13},
    FieldInfo{.name = "openflow.length", .title = "Length"},
    FieldInfo{.name = "openflow.xid", .title = "Transaction ID"},
    FieldInfo{.name = "openflow.datapath_id", .title = "Datapath unique ID", .base = Base::Hex},
    FieldInfo{.name = "openflow.n_buffers", .title = "n_buffers"},
    FieldInfo{.name = "openflow.n_tables", .title = "n_tables"},
    FieldInfo{.name = "openflow.pad", .title = "Pad", .type = FieldType::ByteString},
    FieldInfo{.name = "openflow.capabilities", .title = "capabilities", .base = Base::Hex},
    FieldInfo{.name = "openflow.actions", .title = "actions", .base = Base::Hex},
    FieldInfo{.name = "openflow.port_no", .title = "Port number"},
    FieldInfo{.name = "openflow.hw_add", .title = "HW Address", .type = FieldType::Mac},
    FieldInfo{.name = "openflow.port_name", .title = "Port Name", .type = FieldType::Text},
    FieldInfo{.name = "openflow.port_config", .title = "Config flags", .base = Base::Hex},
    FieldInfo{.name = "openflow.port_state", .title = "State flags", .base = Base::Hex},
    FieldInfo{.name = "openflow.port_curr", .title = "Current features", .base = Base::Hex},
    FieldInfo{.name = "openflow.port_advertised", .title = "Advertised features", .base = Base::Hex},
    FieldInfo{.name = "openflow.port_supported", .title = "Features supported", .base = Base::Hex},
    FieldInfo{.name = "openflow.port_peer", .title = "Features advertised by peer", .base = Base::Hex},
    FieldInfo{.name = "openflow.config_flags", .title = "Config flags", .base = Base::Hex},
    FieldInfo{.name = "openflow.miss_send_len", .title = "Max bytes of packet", .base = Base::Hex},
    FieldInfo{.name = "openflow.buffer_id", .title = "Buffer Id", .base = Base::Hex},
    FieldInfo{.name = "openflow.total_len", .title = "Total length"},
    FieldInfo{.name = "openflow.in_port", .title = "In port"},
    FieldInfo{.name = "openflow.reason", .title = "Reason", .values = reasons},
    FieldInfo{.name = "openflow_v4.error.type", .title = "Type"},
    FieldInfo{.name = "openflow_v4.error.code", .title = "Code"},
    FieldInfo{.name = "openflow_v4.echo.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "openflow_v4.experimenter.experimenter", .title = "Experimenter", .base = Base::Hex},
    FieldInfo{.name = "openflow.body", .title = "Message data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { EthernetFrame };
constexpr std::array<std::string_view, 1> tables = {"eth.frame"};
constexpr std::array<std::string_view, 4> steps = {"openflow_v1", "openflow_v4", "openflow_v5", "openflow_v6"};
constexpr std::array hooks = {Hook{"tcp.port", 6653}, Hook{"tcp.port", 6633}, Hook{"tcp.port", 976}};
const ProtocolInfo info = {.abbreviation = "openflow",
                           .title = "OpenFlow",
                           .column = "OpenFlow",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .steps = steps};
constexpr std::size_t headSize = 8;

std::string_view typeName(std::uint8_t version, std::uint8_t type) noexcept {
    return version == version10 ? nameOf(types10, type) : nameOf(types13, type);
}

void addVersion(Dissection& d, std::uint8_t version) {
    d.layerLabel("OpenFlow {}", nameOf(versions, version));
    if (version == version10)
        d.passThrough(steps[0]);
    else if (version >= version13)
        d.passThrough(steps[version - version13 + std::size_t{1}]);
}

/// OpenFlow 1.0, section 5.2.1.
void decodePort(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t nameSize = 16;
    d.u16(bytes, PortNumber);
    const auto nest = d.nest();
    d.mac(bytes, PortAddress);
    const auto* const text = reinterpret_cast<const char*>(bytes.rest().data());
    const std::string_view name(text, std::min(nameSize, bytes.remaining()));
    if (bytes.has(nameSize))
        d.addText(PortName, rangeAhead(bytes, nameSize), name.substr(0, name.find('\0')));
    bytes.skip(nameSize);
    for (const Field field : {PortConfig, PortState, PortCurrent, PortAdvertised, PortSupported, PortPeer})
        d.u32(bytes, field);
}

void decodeFeatures(ByteReader& bytes, Dissection& d, std::uint8_t version) {
    d.u64(bytes, Datapath);
    d.u32(bytes, BufferCount);
    d.u8(bytes, TableCount);
    d.data(bytes, Padding, 3);
    d.u32(bytes, Capabilities);
    d.u32(bytes, Actions); // reserved since 1.3
    while (version == version10 && !bytes.atEnd())
        decodePort(bytes, d);
}

/// Decodes the frame that a switch sends to its controller, as layers that do not appear in the columns.
void decodePacketIn(ByteReader& bytes, Dissection& d) {
    d.u32(bytes, BufferId);
    d.u16(bytes, TotalLength);
    d.u16(bytes, InPort);
    d.u8(bytes, Reason);
    d.data(bytes, Padding, 1);
    if (bytes.overrun() || bytes.atEnd())
        return;
    const bool was = d.carrier().insideError;
    d.carrier().insideError = true;
    d.next(EthernetFrame, 0, bytes);
    d.carrier().insideError = was;
    bytes.skip(bytes.remaining());
}

void decodeBody(ByteReader& body, Dissection& d, std::uint8_t version, std::uint8_t type) {
    if (body.atEnd())
        return;
    switch (type) {
    case Error:
        d.u16(body, ErrorType);
        d.u16(body, ErrorCode);
        break;
    case EchoRequest:
    case EchoReply:
        d.data(body, EchoData, body.remaining());
        break;
    case Vendor:
        d.u32(body, VendorId);
        break;
    case FeaturesReply:
        decodeFeatures(body, d, version);
        break;
    case ConfigReply:
    case SetConfig:
        d.u16(body, ConfigFlags);
        d.u16(body, MissLength);
        break;
    case PacketIn:
        if (version == version10)
            decodePacketIn(body, d);
        break;
    default:
        break;
    }
    if (!body.atEnd())
        d.data(body, Body, body.remaining());
}

} // namespace

const ProtocolInfo& OpenFlowDecoder::protocol() const noexcept {
    return info;
}

bool OpenFlowDecoder::accepts(Bytes bytes, Claim) const {
    if (bytes.size() < 4)
        return true;
    ByteReader reader(bytes);
    const std::uint8_t version = reader.u8();
    const std::uint8_t type = reader.u8();
    return version >= version10 && version <= lastVersion && !typeName(version, type).empty() &&
           reader.u16() >= headSize;
}

StreamMessage OpenFlowDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < 4)
        return StreamMessage::later();
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 2, 2, 0) : StreamMessage{};
}

void OpenFlowDecoder::decode(ByteReader& bytes, Dissection& d) const {
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        if (!accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        const std::uint8_t version = d.u8(bytes, Version);
        const std::uint8_t type = d.u8(bytes, version == version10 ? Type10 : Type13);
        const std::size_t length = d.u16(bytes, Length);
        d.u32(bytes, Transaction);
        d.info("Type: {}", typeName(version, type)); // of the last message, as in Wireshark
        if (bytes.overrun())
            return;
        if (isFirst)
            addVersion(d, version);
        ByteReader body = bytes.part(length - headSize);
        const bool isWhole = body.remaining() == length - headSize;
        decodeBody(body, d, version, type);
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::open_flow
