#include "telephony_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::smpp {
namespace {

enum Command : std::uint8_t { BindReceiver = 1, BindTransmitter, SubmitSm = 4, DeliverSm, BindTransceiver = 9 };
constexpr std::array commands = {ValueName{0x00000000, "Generic_nack"},
                                 ValueName{0x00000001, "Bind_receiver"},
                                 ValueName{0x00000002, "Bind_transmitter"},
                                 ValueName{0x00000003, "Query_sm"},
                                 ValueName{0x00000004, "Submit_sm"},
                                 ValueName{0x00000005, "Deliver_sm"},
                                 ValueName{0x00000006, "Unbind"},
                                 ValueName{0x00000007, "Replace_sm"},
                                 ValueName{0x00000008, "Cancel_sm"},
                                 ValueName{0x00000009, "Bind_transceiver"},
                                 ValueName{0x0000000b, "Outbind"},
                                 ValueName{0x00000015, "Enquire_link"},
                                 ValueName{0x00000021, "Submit_multi"},
                                 ValueName{0x00000102, "Alert_notification"},
                                 ValueName{0x00000103, "Data_sm"},
                                 ValueName{0x00000111, "Broadcast_sm"},
                                 ValueName{0x00000112, "Query_broadcast_sm"},
                                 ValueName{0x00000113, "Cancel_broadcast_sm"}};
constexpr std::array results = {ValueName{0x00, "Ok"},
                                ValueName{0x01, "Message length is invalid"},
                                ValueName{0x02, "Command length is invalid"},
                                ValueName{0x03, "Invalid command ID"},
                                ValueName{0x04, "Incorrect BIND status for given command"},
                                ValueName{0x05, "ESME already in bound state"},
                                ValueName{0x06, "Invalid priority flag"},
                                ValueName{0x08, "System error"},
                                ValueName{0x0a, "Invalid source address"},
                                ValueName{0x0b, "Invalid destination address"},
                                ValueName{0x0c, "Message ID is invalid"},
                                ValueName{0x0d, "Bind failed"},
                                ValueName{0x0e, "Invalid password"},
                                ValueName{0x0f, "Invalid system ID"},
                                ValueName{0x14, "Message queue full"},
                                ValueName{0x45, "submit_sm or submit_multi failed"},
                                ValueName{0x58, "Throttling error (ESME exceeded message limits)"}};
enum Field : std::uint16_t {
    Length,
    Id,
    Status,
    Sequence,
    SystemId,
    Password,
    SystemType,
    InterfaceVersion,
    AddressTon,
    AddressNpi,
    AddressRange,
    ServiceType,
    SourceTon,
    SourceNpi,
    SourceAddress,
    DestinationTon,
    DestinationNpi,
    DestinationAddress,
    Body,
};
constexpr std::array fields = {
    FieldInfo{.name = "smpp.command_length", .title = "Length"},
    FieldInfo{.name = "smpp.command_id", .title = "Operation", .base = Base::Hex},
    FieldInfo{.name = "smpp.command_status", .title = "Result", .base = Base::Hex, .values = results},
    FieldInfo{.name = "smpp.sequence_number", .title = "Sequence #"},
    FieldInfo{.name = "smpp.system_id", .title = "System ID", .type = FieldType::Text},
    FieldInfo{.name = "smpp.password", .title = "Password", .type = FieldType::Text},
    FieldInfo{.name = "smpp.system_type", .title = "System type", .type = FieldType::Text},
    FieldInfo{.name = "smpp.interface_version", .title = "Version (if)", .base = Base::Hex},
    FieldInfo{.name = "smpp.addr_ton", .title = "Type of number", .base = Base::Hex},
    FieldInfo{.name = "smpp.addr_npi", .title = "Numbering plan indicator", .base = Base::Hex},
    FieldInfo{.name = "smpp.address_range", .title = "Address range", .type = FieldType::Text},
    FieldInfo{.name = "smpp.service_type", .title = "Service type", .type = FieldType::Text},
    FieldInfo{.name = "smpp.source_addr_ton", .title = "Type of number (originator)", .base = Base::Hex},
    FieldInfo{.name = "smpp.source_addr_npi", .title = "Numbering plan indicator (originator)", .base = Base::Hex},
    FieldInfo{.name = "smpp.source_addr", .title = "Originator address", .type = FieldType::Text},
    FieldInfo{.name = "smpp.dest_addr_ton", .title = "Type of number (recipient)", .base = Base::Hex},
    FieldInfo{.name = "smpp.dest_addr_npi", .title = "Numbering plan indicator (recipient)", .base = Base::Hex},
    FieldInfo{.name = "smpp.destination_addr", .title = "Recipient address", .type = FieldType::Text},
    FieldInfo{.name = "smpp.body", .title = "Body", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 2775}};
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {.abbreviation = "smpp",
                           .title = "Short Message Peer to Peer",
                           .column = "SMPP",
                           .fields = fields,
                           .hooks = hooks,
                           .heuristics = heuristics,
                           .learns = true};
constexpr std::size_t headSize = 16;
constexpr std::uint32_t responseBit = 0x80000000U, longest = 64 * 1024;

bool beginsMessage(Bytes bytes) {
    ByteReader reader(bytes);
    const std::uint32_t length = reader.u32(), command = reader.u32();
    return !reader.overrun() && length >= headSize && length <= longest &&
           !nameOf(commands, command & ~responseBit).empty();
}

void decodeBind(ByteReader& body, Dissection& d) {
    textToZero(body, d, SystemId);
    textToZero(body, d, Password);
    textToZero(body, d, SystemType);
    d.u8(body, InterfaceVersion);
    d.u8(body, AddressTon);
    d.u8(body, AddressNpi);
    textToZero(body, d, AddressRange);
}

void decodeShortMessage(ByteReader& body, Dissection& d) {
    textToZero(body, d, ServiceType);
    d.u8(body, SourceTon);
    d.u8(body, SourceNpi);
    textToZero(body, d, SourceAddress);
    d.u8(body, DestinationTon);
    d.u8(body, DestinationNpi);
    textToZero(body, d, DestinationAddress);
}

void decodeBody(ByteReader& body, Dissection& d, std::uint32_t command) {
    const std::uint32_t request = command & ~responseBit;
    const bool isBind = request == BindReceiver || request == BindTransmitter || request == BindTransceiver;
    if ((command & responseBit) != 0) {
        if (isBind && !body.atEnd())
            textToZero(body, d, SystemId);
    } else if (isBind) {
        decodeBind(body, d);
    } else if (request == SubmitSm || request == DeliverSm) {
        decodeShortMessage(body, d);
    }
    if (!body.atEnd())
        d.data(body, Body, body.remaining());
}

} // namespace

const ProtocolInfo& SmppDecoder::protocol() const noexcept {
    return info;
}

/// Recognises a complete message with a known command; only responses have a status.
bool SmppDecoder::recognises(Bytes bytes, const Dissection&) const {
    constexpr std::uint32_t lastStatus = 0x4ff;
    if (!beginsMessage(bytes))
        return false;
    ByteReader reader(bytes);
    const std::uint32_t length = reader.u32(), command = reader.u32(), status = reader.u32(), sequence = reader.u32();
    const bool isResponse = (command & responseBit) != 0;
    const bool isEnd = bytes.size() == length || (bytes.size() > length && beginsMessage(bytes.subspan(length)));
    return !reader.overrun() && isEnd && (isResponse ? status <= lastStatus : status == 0) &&
           (sequence != 0 || isResponse) && (command & ~responseBit) != 0;
}

bool SmppDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < 8 || beginsMessage(bytes);
}

StreamMessage SmppDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < 8)
        return StreamMessage::later();
    return beginsMessage(bytes) ? StreamMessage::counted(bytes, 0, 4, 0) : StreamMessage{};
}

void SmppDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (d.isLearning())
        d.assignConversation(info.abbreviation);
    d.info("");
    while (!bytes.atEnd()) {
        if (bytes.has(8) && !beginsMessage(bytes.rest())) {
            d.nextAsData(bytes);
            return;
        }
        const std::size_t length = d.u32(bytes, Length);
        const std::uint32_t command = d.u32(bytes, Id);
        const bool isResponse = (command & responseBit) != 0;
        const std::string_view name = nameOf(commands, command & ~responseBit, "Unknown");
        d.label("Operation: {}{} (0x{:08x})", name, isResponse ? " - resp" : "", command);
        std::uint32_t status = 0;
        if (isResponse)
            status = d.u32(bytes, Status);
        else
            bytes.skip(4);
        d.u32(bytes, Sequence);
        if (bytes.overrun())
            return;
        if (isResponse)
            d.infoItem("{} - resp: \"{}\"", name, nameOf(results, status, "Reserved error"));
        else
            d.infoItem("{}", name);
        ByteReader body = bytes.part(length - headSize);
        const bool isWhole = body.remaining() + headSize == length;
        decodeBody(body, d, command);
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::smpp
