// L2TP (RFC 2661, RFC 3931): control and data messages; data is PPP.

#include "vpn_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::l2tp {
namespace {

constexpr std::array messageTypes = {ValueName{1, "Start_Control_Request"},
                                     ValueName{2, "Start_Control_Reply"},
                                     ValueName{3, "Start_Control_Connected"},
                                     ValueName{4, "Stop_Control_Notification"},
                                     ValueName{5, "Reserved"},
                                     ValueName{6, "Hello"},
                                     ValueName{7, "Outgoing_Call_Request"},
                                     ValueName{8, "Outgoing_Call_Reply"},
                                     ValueName{9, "Outgoing_Call_Connected"},
                                     ValueName{10, "Incoming_Call_Request"},
                                     ValueName{11, "Incoming_Call_Reply"},
                                     ValueName{12, "Incoming_Call_Connected"},
                                     ValueName{13, "Reserved"},
                                     ValueName{14, "Call_Disconnect_Notification"},
                                     ValueName{15, "WAN_Error_Notify"},
                                     ValueName{16, "Set_Link_Info"},
                                     ValueName{17, "Modem_Status"},
                                     ValueName{18, "Service_Relay_Request_Msg"},
                                     ValueName{19, "Service_Relay_Reply_Message"},
                                     ValueName{20, "Explicit_Acknowledgement"},
                                     ValueName{21, "Failover_Session_Query_Message"},
                                     ValueName{22, "Failover_Session_Response_Message"},
                                     ValueName{23, "Multicast-Session-Request"},
                                     ValueName{24, "Multicast-Session-Response"},
                                     ValueName{25, "Multicast-Session-Establishment"},
                                     ValueName{26, "Multicast-Session-Information"},
                                     ValueName{27, "Multicast-Session-End-Notify"},
                                     ValueName{28, "Connect-Speed-Update-Notification"},
                                     ValueName{29, "Connect-Speed-Update-Request"}};
enum Field : std::uint16_t {
    Type,
    LengthBit,
    SequenceBit,
    OffsetBit,
    PriorityBit,
    Version,
    Length,
    Tunnel,
    Session,
    SentSequence,
    ReceivedSequence,
    OffsetSize,
    ControlConnection,
    AvpLength,
    AvpVendor,
    AvpType,
    MessageType,
    AvpData,
};
constexpr std::array fields = {
    FieldInfo{.name = "l2tp.type", .title = "Type", .mask = 0x8000},
    FieldInfo{.name = "l2tp.length_bit", .title = "Length Bit", .type = FieldType::Boolean, .mask = 0x4000},
    FieldInfo{.name = "l2tp.seq_bit", .title = "Sequence Bit", .type = FieldType::Boolean, .mask = 0x800},
    FieldInfo{.name = "l2tp.offset_bit", .title = "Offset bit", .type = FieldType::Boolean, .mask = 0x200},
    FieldInfo{.name = "l2tp.priority", .title = "Priority", .type = FieldType::Boolean, .mask = 0x100},
    FieldInfo{.name = "l2tp.version", .title = "Version", .mask = 0xf},
    FieldInfo{.name = "l2tp.length", .title = "Length"},
    FieldInfo{.name = "l2tp.tunnel", .title = "Tunnel ID"},
    FieldInfo{.name = "l2tp.session", .title = "Session ID"},
    FieldInfo{.name = "l2tp.Ns", .title = "Ns"},
    FieldInfo{.name = "l2tp.Nr", .title = "Nr"},
    FieldInfo{.name = "l2tp.offset", .title = "Offset"},
    FieldInfo{.name = "l2tp.ccid", .title = "Control Connection ID", .base = Base::Hex},
    FieldInfo{.name = "l2tp.avp.length", .title = "Length", .mask = 0x3ff},
    FieldInfo{.name = "l2tp.avp.vendor_id", .title = "Vendor ID"},
    FieldInfo{.name = "l2tp.avp.type", .title = "AVP Type"},
    FieldInfo{.name = "l2tp.avp.message_type", .title = "Message Type", .values = messageTypes},
    FieldInfo{.name = "l2tp.avp.data", .title = "Value", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Payload };
constexpr std::array<std::string_view, 1> tables = {"gre.proto"}; // the table in which PPP registers itself
constexpr std::uint32_t ppp = 0x880b;
constexpr std::array hooks = {Hook{"udp.port", 1701}};
const ProtocolInfo info = {.abbreviation = "l2tp",
                           .title = "Layer 2 Tunneling Protocol",
                           .column = "L2TP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

constexpr std::uint16_t controlFlag = 0x8000;
constexpr std::uint16_t lengthFlag = 0x4000;
constexpr std::uint16_t sequenceFlag = 0x0800;
constexpr std::uint16_t offsetFlag = 0x0200;

void decodeAvps(ByteReader& bytes, Dissection& d) {
    constexpr unsigned headerSize = 6;
    bool isFirst = true;
    while (bytes.has(headerSize)) {
        const unsigned length = d.u16(bytes, AvpLength) & 0x3ffU;
        const std::uint16_t vendor = d.u16(bytes, AvpVendor);
        const std::uint16_t type = d.u16(bytes, AvpType);
        if (length < headerSize) {
            d.malformed("an attribute is shorter than its header");
            return;
        }
        ByteReader value = bytes.part(length - headerSize);
        if (isFirst && vendor == 0 && type == 0) {
            const std::uint16_t message = d.u16(value, MessageType);
            d.info("Control Message - {}", nameOf(messageTypes, message, "Unknown"));
        } else if (!value.atEnd()) {
            d.data(value, AvpData, value.remaining());
        }
        isFirst = false;
    }
}

} // namespace

const ProtocolInfo& L2tpDecoder::protocol() const noexcept {
    return info;
}

/// The bits that RFC 2661 (3.1) and RFC 3931 (3.2.1, 4.1.2.1) reserve are 0, and a control message has a length and a
/// sequence.
bool L2tpDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::uint16_t reserved = 0x34f0, control = controlFlag | lengthFlag | sequenceFlag;
    const std::uint16_t flags = ByteReader(bytes).u16();
    const unsigned version = flags & 15U;
    const bool isControl = (flags & controlFlag) != 0;
    return (flags & reserved) == 0 && (version == 2 || version == 3) && (!isControl || (flags & control) == control);
}

void L2tpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t flags = bytes.u16();
    if (bytes.overrun())
        return;
    const bool isControl = (flags & controlFlag) != 0;
    const unsigned version = flags & 15U;
    d.addBits({Type, LengthBit, SequenceBit, OffsetBit, PriorityBit, Version}, range, flags);
    if ((flags & lengthFlag) != 0)
        d.u16(bytes, Length);
    if (version == 3) {
        const std::uint32_t connection = d.u32(bytes, ControlConnection);
        d.info("{} Message (connection id={})", isControl ? "Control" : "Data", connection);
        return;
    }
    const std::uint16_t tunnel = d.u16(bytes, Tunnel);
    const std::uint16_t session = d.u16(bytes, Session);
    if ((flags & sequenceFlag) != 0) {
        d.u16(bytes, SentSequence);
        d.u16(bytes, ReceivedSequence);
    }
    if (!isControl && (flags & offsetFlag) != 0)
        bytes.skip(d.u16(bytes, OffsetSize));
    if (bytes.overrun())
        return;
    if (isControl) {
        d.info("Control Message - ZLB");
        decodeAvps(bytes, d);
        d.infoAppend("      (tunnel id={}, session id={})", tunnel, session);
        return;
    }
    d.info("Data Message              (tunnel id={}, session id={})", tunnel, session);
    d.next(Payload, ppp, bytes);
}

} // namespace tapscope::l2tp
