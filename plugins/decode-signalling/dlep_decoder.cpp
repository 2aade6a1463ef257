#include "signalling_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::dlep {
namespace {

constexpr std::array signalTypes = {ValueName{1, "Peer Discovery"}, ValueName{2, "Peer Offer"}};
constexpr std::array messages = {ValueName{1, "Session Initialization"},
                                 ValueName{2, "Session Initialization Response"},
                                 ValueName{3, "Session Update"},
                                 ValueName{4, "Session Update Response"},
                                 ValueName{5, "Session Termination"},
                                 ValueName{6, "Session Termination Response"},
                                 ValueName{7, "Destination Up"},
                                 ValueName{8, "Destination Up Response"},
                                 ValueName{9, "Destination Announce"},
                                 ValueName{10, "Destination Announce Response"},
                                 ValueName{11, "Destination Down"},
                                 ValueName{12, "Destination Down Response"},
                                 ValueName{13, "Destination Update"},
                                 ValueName{14, "Link Characteristics Request"},
                                 ValueName{15, "Link Characteristics Response"},
                                 ValueName{16, "Heartbeat"}};
constexpr std::array items = {ValueName{1, "Status"},
                              ValueName{2, "IPv4 Connection Point"},
                              ValueName{3, "IPv6 Connection Point"},
                              ValueName{4, "Peer Type"},
                              ValueName{5, "Heartbeat Interval"},
                              ValueName{6, "Extensions Supported"},
                              ValueName{7, "MAC Address"},
                              ValueName{8, "IPv4 Address"},
                              ValueName{9, "IPv6 Address"},
                              ValueName{10, "IPv4 Attached Subnet"},
                              ValueName{11, "IPv6 Attached Subnet"},
                              ValueName{12, "Maximum Data Rate (Receive)"},
                              ValueName{13, "Maximum Data Rate (Transmit)"},
                              ValueName{14, "Current Data Rate (Receive)"},
                              ValueName{15, "Current Data Rate (Transmit)"},
                              ValueName{16, "Latency"},
                              ValueName{17, "Resources"},
                              ValueName{18, "Relative Link Quality (Receive)"},
                              ValueName{19, "Relative Link Quality (Transmit)"},
                              ValueName{20, "Maximum Transmission Unit"}};
enum Field : std::uint16_t {
    Signature,
    SignalType,
    SignalLength,
    MessageType,
    MessageLength,
    ItemType,
    ItemLength,
    ItemValue
};
constexpr std::array fields = {
    FieldInfo{.name = "dlep.signal.signature", .title = "Signature", .type = FieldType::Text},
    FieldInfo{.name = "dlep.signal.type", .title = "Signal Type", .values = signalTypes},
    FieldInfo{.name = "dlep.signal.length", .title = "Signal Length (bytes)"},
    FieldInfo{.name = "dlep.message.type", .title = "Message Type", .values = messages},
    FieldInfo{.name = "dlep.message.length", .title = "Message Length (bytes)"},
    FieldInfo{.name = "dlep.dataitem.type", .title = "Type", .values = items},
    FieldInfo{.name = "dlep.dataitem.length", .title = "Length (bytes)"},
    FieldInfo{.name = "dlep.dataitem.value", .title = "Value", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 854}, Hook{"tcp.port", 854}};
const ProtocolInfo info = {.abbreviation = "dlep",
                           .title = "Dynamic Link Exchange Protocol",
                           .column = "DLEP",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::uint32_t signature = 0x444c4550;
constexpr std::size_t messageHead = 4;

void decodeItems(ByteReader& bytes, Dissection& d, std::size_t length) {
    ByteReader body = bytes.part(length);
    const bool isWhole = body.remaining() == length;
    while (!body.atEnd()) {
        d.u16(body, ItemType);
        const auto nest = d.nest();
        const std::size_t size = d.u16(body, ItemLength);
        if (size != 0)
            d.data(body, ItemValue, size);
    }
    if (!isWhole || body.overrun())
        bytes.setOverrun();
}

} // namespace

const ProtocolInfo& DlepDecoder::protocol() const noexcept {
    return info;
}

bool DlepDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::uint16_t lastMessage = 16;
    if (bytes.size() < messageHead)
        return true;
    ByteReader reader(bytes);
    if (reader.u32() == signature)
        return true;
    const std::uint16_t type = ByteReader(bytes).u16();
    return type >= 1 && type <= lastMessage;
}

StreamMessage DlepDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < messageHead)
        return StreamMessage::later();
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 2, 2, messageHead) : StreamMessage{};
}

void DlepDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        ByteReader ahead = bytes;
        if (ahead.u32() == signature) {
            d.text(bytes, Signature, messageHead);
            d.infoItem("Signal: {}", nameOf(signalTypes, d.u16(bytes, SignalType), "Unknown"));
            decodeItems(bytes, d, d.u16(bytes, SignalLength));
        } else {
            d.infoItem("Message: {}", nameOf(messages, d.u16(bytes, MessageType), "Unknown"));
            decodeItems(bytes, d, d.u16(bytes, MessageLength));
        }
    }
}

} // namespace tapscope::dlep
