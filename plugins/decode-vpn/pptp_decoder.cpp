#include "vpn_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::pptp {
namespace {

enum Control : std::uint16_t {
    StartRequest = 1,
    StartReply,
    StopRequest,
    StopReply,
    EchoRequest,
    EchoReply,
    OutgoingRequest,
    OutgoingReply,
    ClearRequest = 12,
    Disconnect,
    SetLinkInfo = 15
};
constexpr std::array controls = {ValueName{1, "Start-Control-Connection-Request"},
                                 ValueName{2, "Start-Control-Connection-Reply"},
                                 ValueName{3, "Stop-Control-Connection-Request"},
                                 ValueName{4, "Stop-Control-Connection-Reply"},
                                 ValueName{5, "Echo-Request"},
                                 ValueName{6, "Echo-Reply"},
                                 ValueName{7, "Outgoing-Call-Request"},
                                 ValueName{8, "Outgoing-Call-Reply"},
                                 ValueName{9, "Incoming-Call-Request"},
                                 ValueName{10, "Incoming-Call-Reply"},
                                 ValueName{11, "Incoming-Call-Connected"},
                                 ValueName{12, "Call-Clear-Request"},
                                 ValueName{13, "Call-Disconnect-Notify"},
                                 ValueName{14, "WAN-Error-Notify"},
                                 ValueName{15, "Set-Link-Info"}};
constexpr std::array types = {ValueName{1, "Control Message"}, ValueName{2, "Management Message"}};
constexpr std::array callResults = {
    ValueName{1, "Connected"},    ValueName{2, "General Error"}, ValueName{3, "No Carrier"},   ValueName{4, "Busy"},
    ValueName{5, "No Dial Tone"}, ValueName{6, "Time-out"},      ValueName{7, "Do Not Accept"}};
enum Field : std::uint16_t {
    Length,
    Type,
    Cookie,
    ControlType,
    Version,
    Framing,
    Bearer,
    MaximumChannels,
    Firmware,
    HostName,
    VendorName,
    ControlResult,
    Error,
    CallId,
    CallSerial,
    MinimumBps,
    MaximumBps,
    BearerType,
    FramingType,
    Window,
    Delay,
    NumberLength,
    PhoneNumber,
    Subaddress,
    PeerCallId,
    CallResult,
    Cause,
    Speed,
    Channel,
    Identifier,
    SendAccm,
    ReceiveAccm,
    Reserved,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "pptp.length", .title = "Length"},
    FieldInfo{.name = "pptp.type", .title = "Message type", .values = types},
    FieldInfo{.name = "pptp.magic_cookie", .title = "Magic Cookie", .base = Base::Hex},
    FieldInfo{.name = "pptp.control_message_type", .title = "Control Message Type", .values = controls},
    FieldInfo{.name = "pptp.protocol_version", .title = "Protocol version", .base = Base::Hex},
    FieldInfo{.name = "pptp.framing_capabilities", .title = "Framing Capabilities"},
    FieldInfo{.name = "pptp.bearer_capabilities", .title = "Bearer Capabilities"},
    FieldInfo{.name = "pptp.maximum_channels", .title = "Maximum Channels"},
    FieldInfo{.name = "pptp.firmware_revision", .title = "Firmware Revision"},
    FieldInfo{.name = "pptp.host_name", .title = "Host Name", .type = FieldType::Text},
    FieldInfo{.name = "pptp.vendor_name", .title = "Vendor Name", .type = FieldType::Text},
    FieldInfo{.name = "pptp.control_result", .title = "Result Code"},
    FieldInfo{.name = "pptp.error", .title = "Error Code"},
    FieldInfo{.name = "pptp.call_id", .title = "Call ID"},
    FieldInfo{.name = "pptp.call_serial_number", .title = "Call Serial Number"},
    FieldInfo{.name = "pptp.minimum_bps", .title = "Minimum BPS"},
    FieldInfo{.name = "pptp.maximum_bps", .title = "Maximum BPS"},
    FieldInfo{.name = "pptp.bearer_type", .title = "Bearer Type"},
    FieldInfo{.name = "pptp.framing_type", .title = "Framing Type"},
    FieldInfo{.name = "pptp.packet_receive_window_size", .title = "Packet Receive Window Size"},
    FieldInfo{.name = "pptp.packet_processing_delay", .title = "Packet Processing Delay"},
    FieldInfo{.name = "pptp.phone_number_length", .title = "Phone Number Length"},
    FieldInfo{.name = "pptp.phone_number", .title = "Phone Number", .type = FieldType::Text},
    FieldInfo{.name = "pptp.subaddress", .title = "Subaddress", .type = FieldType::Text},
    FieldInfo{.name = "pptp.peer_call_id", .title = "Peer Call ID"},
    FieldInfo{.name = "pptp.out_result", .title = "Result Code", .values = callResults},
    FieldInfo{.name = "pptp.cause", .title = "Cause Code"},
    FieldInfo{.name = "pptp.connect_speed", .title = "Connect Speed"},
    FieldInfo{.name = "pptp.physical_channel_id", .title = "Physical Channel ID"},
    FieldInfo{.name = "pptp.identifier", .title = "Identifier"},
    FieldInfo{.name = "pptp.send_accm", .title = "Send ACCM", .base = Base::Hex},
    FieldInfo{.name = "pptp.receive_accm", .title = "Receive ACCM", .base = Base::Hex},
    FieldInfo{.name = "pptp.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "pptp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 1723}};
const ProtocolInfo info = {.abbreviation = "pptp",
                           .title = "Point-to-Point Tunnelling Protocol",
                           .column = "PPTP",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::uint32_t cookie = 0x1a2b3c4d;
constexpr std::size_t headSize = 8;

/// RFC 2637, section 2: the fields of each control message, in order.
struct Part {
    Field field;
    std::uint8_t size;
};
constexpr std::array start = {Part{Version, 2},         Part{Reserved, 2}, Part{Framing, 4},   Part{Bearer, 4},
                              Part{MaximumChannels, 2}, Part{Firmware, 2}, Part{HostName, 64}, Part{VendorName, 64}};
constexpr std::array startReply = {Part{Version, 2},  Part{ControlResult, 1}, Part{Error, 1},
                                   Part{Framing, 4},  Part{Bearer, 4},        Part{MaximumChannels, 2},
                                   Part{Firmware, 2}, Part{HostName, 64},     Part{VendorName, 64}};
constexpr std::array echo = {Part{Identifier, 4}};
constexpr std::array echoReply = {Part{Identifier, 4}, Part{ControlResult, 1}, Part{Error, 1}, Part{Reserved, 2}};
constexpr std::array outgoing = {Part{CallId, 2},     Part{CallSerial, 2},   Part{MinimumBps, 4},
                                 Part{MaximumBps, 4}, Part{BearerType, 4},   Part{FramingType, 4},
                                 Part{Window, 2},     Part{Delay, 2},        Part{NumberLength, 2},
                                 Part{Reserved, 2},   Part{PhoneNumber, 64}, Part{Subaddress, 64}};
constexpr std::array outgoingReply = {Part{CallId, 2}, Part{PeerCallId, 2}, Part{CallResult, 1},
                                      Part{Error, 1},  Part{Cause, 2},      Part{Speed, 4},
                                      Part{Window, 2}, Part{Delay, 2},      Part{Channel, 4}};
constexpr std::array clear = {Part{CallId, 2}, Part{Reserved, 2}};
constexpr std::array disconnect = {Part{CallId, 2}, Part{CallResult, 1}, Part{Error, 1}, Part{Cause, 2},
                                   Part{Reserved, 2}};
constexpr std::array linkInfo = {Part{PeerCallId, 2}, Part{Reserved, 2}, Part{SendAccm, 4}, Part{ReceiveAccm, 4}};

std::span<const Part> partsOf(std::uint16_t control) noexcept {
    switch (control) {
    case StartRequest:
        return start;
    case StartReply:
        return startReply;
    case EchoRequest:
        return echo;
    case EchoReply:
        return echoReply;
    case OutgoingRequest:
        return outgoing;
    case OutgoingReply:
        return outgoingReply;
    case ClearRequest:
        return clear;
    case Disconnect:
        return disconnect;
    case SetLinkInfo:
        return linkInfo;
    default:
        return {};
    }
}

bool beginsMessage(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    reader.skip(4);
    return reader.u32() == cookie && ByteReader(bytes).u16() >= headSize;
}

void decodeControl(ByteReader& body, Dissection& d) {
    const std::uint16_t control = d.u16(body, ControlType);
    d.infoItem("{}", nameOf(controls, control, "Unknown"));
    d.data(body, Reserved, 2);
    for (const Part& part : partsOf(control)) {
        if (fields[part.field].type == FieldType::Text)
            d.text(body, part.field, part.size);
        else if (fields[part.field].type == FieldType::ByteString)
            d.data(body, part.field, part.size);
        else
            d.uint(body, part.field, part.size);
    }
}

} // namespace

const ProtocolInfo& PptpDecoder::protocol() const noexcept {
    return info;
}

bool PptpDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < headSize || beginsMessage(bytes);
}

StreamMessage PptpDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    if (bytes.size() < headSize)
        return StreamMessage::later();
    return beginsMessage(bytes) ? StreamMessage::counted(bytes, 0, 2, 0) : StreamMessage{};
}

void PptpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        if (bytes.has(headSize) && !beginsMessage(bytes.rest())) {
            d.nextAsData(bytes);
            return;
        }
        const std::size_t length = d.u16(bytes, Length);
        const std::uint16_t type = d.u16(bytes, Type);
        d.u32(bytes, Cookie);
        if (bytes.overrun())
            return;
        ByteReader body = bytes.part(length - headSize);
        const bool isWhole = body.remaining() + headSize == length;
        if (type == 1)
            decodeControl(body, d);
        else
            d.infoItem("{}", nameOf(types, type, "Unknown"));
        if (!body.atEnd())
            d.data(body, Data, body.remaining());
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::pptp
