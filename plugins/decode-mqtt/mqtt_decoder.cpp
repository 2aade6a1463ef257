#include "mqtt_decoders.h"

#include <base/printable_text.h>
#include <decode/dissection.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tapscope {
namespace {

constexpr std::array messageTypes = {ValueName{0, "Reserved"},
                                     ValueName{1, "Connect Command"},
                                     ValueName{2, "Connect Ack"},
                                     ValueName{3, "Publish Message"},
                                     ValueName{4, "Publish Ack"},
                                     ValueName{5, "Publish Received"},
                                     ValueName{6, "Publish Release"},
                                     ValueName{7, "Publish Complete"},
                                     ValueName{8, "Subscribe Request"},
                                     ValueName{9, "Subscribe Ack"},
                                     ValueName{10, "Unsubscribe Request"},
                                     ValueName{11, "Unsubscribe Ack"},
                                     ValueName{12, "Ping Request"},
                                     ValueName{13, "Ping Response"},
                                     ValueName{14, "Disconnect Req"},
                                     ValueName{15, "Authentication Exchange"},
                                     ValueName{16, "Reserved"}};
constexpr std::array returnCodes = {ValueName{0, "Connection Accepted"},
                                    ValueName{1, "Connection Refused: unacceptable protocol version"},
                                    ValueName{2, "Connection Refused: identifier rejected"},
                                    ValueName{3, "Connection Refused: server unavailable"},
                                    ValueName{4, "Connection Refused: bad user name or password"},
                                    ValueName{5, "Connection Refused: not authorized"}};
constexpr std::array qualities = {ValueName{0, "At most once delivery (Fire and Forget)"},
                                  ValueName{1, "At least once delivery (Acknowledged deliver)"},
                                  ValueName{2, "Exactly once delivery (Assured Delivery)"}, ValueName{3, "Reserved"}};
enum MessageType : std::uint8_t {
    Connect = 1,
    ConnectAck,
    Publish,
    PublishAck,
    PublishReceived,
    PublishRelease,
    PublishComplete,
    Subscribe,
    SubscribeAck,
    Unsubscribe,
    UnsubscribeAck
};

enum Field : std::uint16_t {
    HeaderFlags,
    Type,
    Duplicate,
    Quality,
    Retain,
    Length,
    ProtocolLength,
    ProtocolName,
    Version,
    ConnectFlags,
    UserNameFlag,
    PasswordFlag,
    WillRetain,
    WillQuality,
    WillFlag,
    CleanSession,
    KeepAlive,
    ClientIdLength,
    ClientId,
    ReturnCode,
    TopicLength,
    Topic,
    MessageId,
    RequestedQuality,
    GrantedQuality,
    Message,
};
constexpr std::array fields = {
    FieldInfo{.name = "mqtt.hdrflags", .title = "Header Flags", .base = Base::Hex},
    FieldInfo{.name = "mqtt.msgtype", .title = "Message Type", .values = messageTypes, .mask = 0xf0},
    FieldInfo{.name = "mqtt.dupflag", .title = "DUP Flag", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "mqtt.qos", .title = "QoS Level", .values = qualities, .mask = 0x6},
    FieldInfo{.name = "mqtt.retain", .title = "Retain", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "mqtt.len", .title = "Msg Len"},
    FieldInfo{.name = "mqtt.proto_len", .title = "Protocol Name Length"},
    FieldInfo{.name = "mqtt.protoname", .title = "Protocol Name", .type = FieldType::Text},
    FieldInfo{.name = "mqtt.ver", .title = "Version"},
    FieldInfo{.name = "mqtt.conflags", .title = "Connect Flags", .base = Base::Hex},
    FieldInfo{.name = "mqtt.conflag.uname", .title = "User Name Flag", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "mqtt.conflag.passwd", .title = "Password Flag", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "mqtt.conflag.retain", .title = "Will Retain", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "mqtt.conflag.qos", .title = "QoS Level", .mask = 0x18},
    FieldInfo{.name = "mqtt.conflag.willflag", .title = "Will Flag", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "mqtt.conflag.cleansess", .title = "Clean Session Flag", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "mqtt.kalive", .title = "Keep Alive"},
    FieldInfo{.name = "mqtt.clientid_len", .title = "Client ID Length"},
    FieldInfo{.name = "mqtt.clientid", .title = "Client ID", .type = FieldType::Text},
    FieldInfo{.name = "mqtt.conack.val", .title = "Return Code", .values = returnCodes},
    FieldInfo{.name = "mqtt.topic_len", .title = "Topic Length"},
    FieldInfo{.name = "mqtt.topic", .title = "Topic", .type = FieldType::Text},
    FieldInfo{.name = "mqtt.msgid", .title = "Message Identifier"},
    FieldInfo{.name = "mqtt.sub.qos", .title = "Requested QoS"},
    FieldInfo{.name = "mqtt.suback.qos", .title = "Granted QoS"},
    FieldInfo{.name = "mqtt.msg", .title = "Message", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 1883}};
const ProtocolInfo info = {.abbreviation = "mqtt",
                           .title = "MQ Telemetry Transport Protocol",
                           .column = "MQTT",
                           .fields = fields,
                           .hooks = hooks};

std::string_view addString(ByteReader& bytes, Dissection& d, Dissection::Field length, Dissection::Field field) {
    return d.text(bytes, field, d.u16(bytes, length));
}

void addTopicToInfo(Dissection& d, std::string_view topic) {
    d.infoAppend(" [{}]", PrintableText<256>(topic).view());
}

void decodeConnect(ByteReader& bytes, Dissection& d) {
    addString(bytes, d, ProtocolLength, ProtocolName);
    d.u8(bytes, Version);
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, ConnectFlags);
    {
        const auto nest = d.nest();
        d.addBits({UserNameFlag, PasswordFlag, WillRetain, WillQuality, WillFlag, CleanSession}, range, flags);
    }
    d.u16(bytes, KeepAlive);
    if (!bytes.atEnd())
        addString(bytes, d, ClientIdLength, ClientId);
}

void decodeTopics(ByteReader& bytes, Dissection& d, bool withQuality) {
    d.infoAppend(" (id={})", d.u16(bytes, MessageId));
    while (!bytes.atEnd() && !bytes.overrun()) {
        addTopicToInfo(d, addString(bytes, d, TopicLength, Topic));
        if (withQuality)
            d.u8(bytes, RequestedQuality);
    }
}

void decodeContent(ByteReader& bytes, Dissection& d, std::uint8_t header) {
    switch (header >> 4) {
    case Connect:
        decodeConnect(bytes, d);
        break;
    case ConnectAck:
        bytes.skip(1);
        d.u8(bytes, ReturnCode);
        break;
    case Publish: {
        const std::string_view topic = addString(bytes, d, TopicLength, Topic);
        if ((header & 6U) != 0)
            d.infoAppend(" (id={})", d.u16(bytes, MessageId));
        addTopicToInfo(d, topic);
        if (!bytes.atEnd())
            d.data(bytes, Message, bytes.remaining());
        break;
    }
    case PublishAck:
    case PublishReceived:
    case PublishRelease:
    case PublishComplete:
    case UnsubscribeAck:
        d.infoAppend(" (id={})", d.u16(bytes, MessageId));
        break;
    case Subscribe:
    case Unsubscribe:
        decodeTopics(bytes, d, header >> 4 == Subscribe);
        break;
    case SubscribeAck:
        d.infoAppend(" (id={})", d.u16(bytes, MessageId));
        while (!bytes.atEnd() && !bytes.overrun())
            d.u8(bytes, GrantedQuality);
        break;
    default:
        break;
    }
}

/// Seven bits per byte, lowest first, at most four bytes (MQTT 3.1.1 section 2.2.3).
std::optional<std::size_t> readLength(ByteReader& bytes, Dissection& d) {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    std::size_t length = 0;
    for (unsigned i = 0; i < 4; ++i) {
        const std::uint8_t octet = bytes.u8();
        length |= static_cast<std::size_t>(octet & 0x7fU) << (7 * i);
        if ((octet & 0x80U) != 0)
            continue;
        d.add(Length, {start, i + 1}, length);
        return length;
    }
    return std::nullopt;
}

} // namespace

const ProtocolInfo& MqttDecoder::protocol() const noexcept {
    return info;
}

StreamMessage MqttDecoder::messageIn(Bytes bytes, Dissection& d) const {
    static_cast<void>(d);
    std::uint64_t length = 0; // seven bits per octet, lowest first (MQTT 3.1.1 section 2.2.3)
    for (std::size_t i = 1; i <= 4; ++i) {
        if (i >= bytes.size())
            return StreamMessage::later();
        const auto octet = std::to_integer<std::uint64_t>(bytes[i]);
        length |= (octet & 0x7fU) << 7 * (i - 1);
        if ((octet & 0x80U) == 0)
            return StreamMessage::of(1 + i + length);
    }
    return {};
}

void MqttDecoder::decode(ByteReader& bytes, Dissection& d) const {
    bool isFirst = true;
    while (!bytes.atEnd()) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
        const std::uint8_t header = d.u8(bytes, HeaderFlags);
        {
            const auto nest = d.nest();
            d.add(Type, range, header);
            if (header >> 4 == Publish)
                d.addBits({Duplicate, Quality, Retain}, range, header);
        }
        const auto length = readLength(bytes, d);
        if (bytes.overrun())
            return;
        if (!length) {
            d.malformed("its length has more than four bytes");
            return;
        }
        const auto name = nameOf(messageTypes, header >> 4, "Unknown");
        if (isFirst)
            d.info("{}", name);
        else
            d.infoAppend(", {}", name);
        isFirst = false;
        ByteReader content = bytes.part(*length);
        const bool isWhole = content.remaining() == *length;
        decodeContent(content, d, header);
        if (content.overrun() || !isWhole)
            bytes.setOverrun();
    }
}

} // namespace tapscope
