#include "amqp_methods.h"

#include <base/printable_text.h>
#include <decode/message_fields.h>

#include <algorithm>

namespace tapscope::amqp {
namespace {

enum Kind : std::uint8_t { MethodFrame = 1, HeaderFrame = 2, BodyFrame = 3, HeartbeatFrame = 8 };

/// The size of a numeric argument in octets.
std::size_t sizeOf(Field field) noexcept {
    switch (field) {
    case VersionMajor:
    case VersionMinor:
    case DeliveryMode:
    case Priority:
        return 1;
    case FrameMax:
    case MessageCount:
    case ConsumerCount:
    case PrefetchSize:
        return 4;
    case DeliveryTag:
        return 8;
    default:
        return 2;
    }
}

/// The text in front of an argument in the Info column; empty if the argument is not shown.
std::string_view labelOf(Field field, std::string_view method) noexcept {
    switch (field) {
    case Exchange:
        return "x=";
    case Queue:
        return "q=";
    case RoutingKey:
        return method == "Queue.Bind" || method == "Queue.Unbind" ? "bk=" : "rk=";
    case VirtualHost:
        return "vhost=";
    case ReplyText:
        return "reply=";
    case ContentType:
        return "type=";
    default:
        return {};
    }
}

void addValue(ByteReader& bytes, Dissection& d, Field field, std::string_view method) {
    const FieldInfo& info = fieldTable()[field];
    switch (info.type) {
    case FieldType::Text: {
        const std::string_view text = d.text(bytes, field, bytes.u8());
        if (const auto label = labelOf(field, method); !label.empty() && !bytes.overrun())
            d.infoAppend("{}{} ", label, PrintableText<1024>(text).view());
        break;
    }
    case FieldType::ByteString:
        d.data(bytes, field, bytes.u32());
        break;
    case FieldType::Label: { // a table: pairs of names and values, which stay bytes
        const ByteRange start = rangeAhead(bytes, 4);
        const std::uint32_t size = bytes.u32();
        bytes.skip(size);
        if (!bytes.overrun())
            d.addBytes(field, {start.offset, 4 + size});
        break;
    }
    case FieldType::AbsoluteTime: {
        constexpr std::uint64_t perSecond = 1'000'000'000;
        const ByteRange range = rangeAhead(bytes, 8);
        const std::uint64_t seconds = bytes.u64();
        if (!bytes.overrun())
            d.add(field, range, seconds * perSecond);
        break;
    }
    default:
        d.uint(bytes, field, sizeOf(field));
    }
}

/// Consecutive flags share octets, the first in the lowest bit.
class Flags {
public:
    void add(ByteReader& bytes, Dissection& d, Field field) {
        if (bit_ == 0) {
            range_ = rangeAhead(bytes, 1);
            octet_ = bytes.u8();
        }
        if (!bytes.overrun())
            d.add(field, range_, octet_ >> bit_ & 1U);
        bit_ = (bit_ + 1) % 8;
    }
    void end() noexcept { bit_ = 0; }

private:
    unsigned bit_ = 0;
    std::uint8_t octet_ = 0;
    ByteRange range_;
};

void decodeMethod(ByteReader& bytes, Dissection& d) {
    const std::uint16_t classId = d.u16(bytes, MethodClass);
    const std::uint16_t number = d.u16(bytes, MethodNumber);
    const Method* const method = findMethod(classId, number);
    if (method == nullptr)
        return;
    d.label("Method: {} ({})", method->name.substr(method->name.find('.') + 1), number);
    d.infoAppend("{} ", method->name);
    d.addRest(Arguments, bytes);
    const auto nest = d.nest();
    Flags flags;
    for (const Field field : method->arguments) {
        if (field == FrameType)
            break;
        if (fieldTable()[field].type == FieldType::Boolean) {
            flags.add(bytes, d, field);
            continue;
        }
        flags.end();
        addValue(bytes, d, field, method->name);
    }
}

/// A property is present if its bit is set, from the highest bit on; the lowest bit says that more flags follow.
void decodeHeader(ByteReader& bytes, Dissection& d, Content& content) {
    constexpr std::array properties = {ContentType,   ContentEncoding, Headers,    DeliveryMode,     Priority,
                                       CorrelationId, ReplyTo,         Expiration, MessageId,        Timestamp,
                                       Type,          UserId,          AppId,      PropertyClusterId};
    d.u16(bytes, HeaderClass);
    d.u16(bytes, HeaderWeight);
    d.u64(bytes, HeaderBodySize);
    const std::uint16_t flags = d.u16(bytes, HeaderFlags);
    d.infoAppend("Content-Header ");
    content = {};
    for (std::size_t i = 0; i < properties.size() && !bytes.overrun(); ++i) {
        if ((flags & (0x8000U >> i)) == 0)
            continue;
        if (properties[i] == ContentType) {
            constexpr std::string_view json = "application/json";
            const Bytes rest = bytes.rest();
            const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
            content.isJson = bytes.peek() == json.size() && text.substr(1).starts_with(json);
        }
        addValue(bytes, d, properties[i], {});
    }
}

void decodeBody(ByteReader& bytes, Dissection& d, const Content& content) {
    d.infoAppend("Content-Body ");
    d.data(bytes, Payload, bytes.remaining());
    if (content.isJson) {
        d.columnProtocol("AMQP/JSON");
        d.infoAppend(", JavaScript Object Notation (application/json)");
    }
}

} // namespace

void decodeClassicFrame(ByteReader& bytes, Dissection& d, Content& content) {
    constexpr std::uint8_t end = 0xce;
    const std::uint8_t kind = d.u8(bytes, FrameType);
    d.u16(bytes, FrameChannel);
    const std::uint32_t length = d.u32(bytes, FrameLength);
    if (bytes.overrun())
        return;
    const auto nest = d.nest();
    ByteReader payload = bytes.part(length);
    const bool isWhole = payload.remaining() == length;
    switch (kind) {
    case MethodFrame:
        decodeMethod(payload, d);
        break;
    case HeaderFrame:
        decodeHeader(payload, d, content);
        break;
    case BodyFrame:
        decodeBody(payload, d, content);
        break;
    case HeartbeatFrame:
        d.infoAppend("Heartbeat ");
        break;
    default:
        break;
    }
    const std::uint8_t last = bytes.u8();
    if (payload.overrun() || !isWhole)
        bytes.setOverrun();
    else if (last != end && !bytes.overrun())
        d.malformed("its last octet is not 0xce");
}

} // namespace tapscope::amqp
