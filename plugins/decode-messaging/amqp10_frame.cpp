#include "amqp_fields.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tapscope::amqp {
namespace {

/// The fields of a performative, in the order of its list (OASIS AMQP 1.0 part 2, 2.7; part 5, 5.3.3).
struct Composite {
    static constexpr std::size_t maximumFields = 14;

    std::uint8_t code;
    std::array<Field, maximumFields> fields{}; ///< up to the first FrameType, which means none
};
constexpr std::array composites = {
    Composite{0x10,
              {ContainerId, HostName, MaximumFrame, MaximumChannel, IdleTimeout, OutgoingLocales, IncomingLocales,
               OfferedCapabilities, DesiredCapabilities, Properties}},
    Composite{0x11,
              {RemoteChannel, NextOutgoingId, IncomingWindow, OutgoingWindow, HandleMax, OfferedCapabilities,
               DesiredCapabilities, Properties}},
    Composite{0x12,
              {LinkName, Handle, Role, SenderMode, ReceiverMode, LinkSource, LinkTarget, Unsettled, IncompleteUnsettled,
               InitialDeliveryCount, MaximumMessage, OfferedCapabilities, DesiredCapabilities, Properties}},
    Composite{0x13,
              {NextIncomingId, IncomingWindow, NextOutgoingId, OutgoingWindow, Handle, DeliveryCount, LinkCredit,
               Available, Drain, Echo, Properties}},
    Composite{0x14,
              {Handle, DeliveryId, LinkDeliveryTag, MessageFormat, Settled, More, ReceiverMode, State, Resume, Aborted,
               Batchable}},
    Composite{0x15, {Role, First, Last, Settled, State, Batchable}},
    Composite{0x16, {Handle, Closed, ErrorValue}},
    Composite{0x17, {ErrorValue}},
    Composite{0x18, {ErrorValue}},
    Composite{0x40, {SaslMechanisms}},
    Composite{0x41, {SaslMechanism, SaslInitial, HostName}},
    Composite{0x42, {SaslChallenge}},
    Composite{0x43, {SaslResponse}},
    Composite{0x44, {SaslCode, SaslResponse}},
};
enum Code : std::uint8_t {
    List0 = 0x45,
    List8 = 0xc0,
    List32 = 0xd0,
    Described = 0x00,
    SmallUlong = 0x53,
    Ulong = 0x80,
    True = 0x41,
    False = 0x42,
    Bool = 0x56
};

/// An encoded value (part 1, 1.6): its code and its content, whose size follows from the upper half of the code.
struct Value {
    std::uint8_t code = 0;
    ByteReader content;
};
std::optional<Value> takeValue(ByteReader& bytes) noexcept {
    constexpr std::uint8_t mostDescribed = 4; // descriptions in front of one value
    for (std::uint8_t i = 0; bytes.peek() == Described && i < mostDescribed && !bytes.atEnd(); ++i) {
        bytes.skip(1);
        if (bytes.peek() != SmallUlong && bytes.peek() != Ulong)
            return std::nullopt;
        bytes.skip(bytes.peek() == SmallUlong ? 2 : 9);
    }
    Value value{.code = bytes.u8(), .content = {}};
    constexpr std::array<std::uint8_t, 10> fixed = {0, 1, 2, 4, 8, 16};
    std::size_t size = 0;
    const unsigned form = value.code >> 4;
    if (form >= 0xa)
        size = form % 2 == 0 ? bytes.u8() : bytes.u32();
    else if (form >= 4)
        size = fixed[form - 4];
    if (bytes.overrun() || !bytes.has(size) || form < 4)
        return std::nullopt;
    value.content = bytes.part(size);
    return value;
}

void addValue(Value value, Dissection& d, Field field, ByteRange whole) {
    constexpr std::uint8_t null = 0x40;
    if (value.code == null)
        return;
    switch (fieldTable()[field].type) {
    case FieldType::Boolean:
        d.add(field, whole, value.code == Bool ? value.content.u8() : value.code == True);
        break;
    case FieldType::Text:
        d.text(value.content, field, value.content.remaining());
        break;
    case FieldType::ByteString:
        d.data(value.content, field, value.content.remaining());
        break;
    case FieldType::Label:
        d.addBytes(field, whole);
        break;
    default:
        d.add(field, whole, value.content.big(std::min<std::size_t>(8, value.content.remaining())));
    }
}

void decodeList(ByteReader& bytes, Dissection& d, const Composite& composite) {
    const std::uint8_t code = bytes.u8();
    if (code == List0)
        return;
    if (code != List8 && code != List32) {
        d.malformed("a performative has no list");
        return;
    }
    const std::size_t size = code == List8 ? bytes.u8() : bytes.u32();
    ByteReader list = bytes.part(size);
    const bool isWhole = list.remaining() == size;
    const std::size_t count = code == List8 ? list.u8() : list.u32();
    for (std::size_t i = 0; i < std::min(count, composite.fields.size()) && composite.fields[i] != FrameType; ++i) {
        const std::size_t start = list.offset();
        const auto value = takeValue(list);
        if (!value) {
            d.malformed("a value does not fit its list");
            return;
        }
        addValue(*value, d, composite.fields[i],
                 {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(list.offset() - start)});
    }
    if (list.overrun() || !isWhole)
        bytes.setOverrun();
}

} // namespace

void decodeFrame10(ByteReader& bytes, Dissection& d) {
    constexpr std::uint32_t headSize = 8;
    constexpr std::uint8_t saslFrame = 1;
    const std::uint32_t length = d.u32(bytes, FrameLength);
    const std::uint8_t dataOffset = d.u8(bytes, Doff);
    const std::uint8_t type = d.u8(bytes, FrameType);
    d.u16(bytes, FrameChannel);
    if (bytes.overrun())
        return;
    if (dataOffset * 4U < headSize || length < dataOffset * 4U) {
        d.malformed("its header is longer than the frame, or too short");
        bytes.skip(bytes.remaining());
        return;
    }
    ByteReader body = bytes.part(length - headSize);
    const bool isWhole = body.remaining() == length - headSize;
    body.skip(dataOffset * 4U - headSize);
    const auto nest = d.nest();
    if (body.atEnd() && isWhole) {
        d.infoAppend("(empty) ");
        return;
    }
    if (body.peek() == Described && (body.peek(1) == SmallUlong || body.peek(1) == Ulong)) {
        const bool isSmall = body.peek(1) == SmallUlong;
        body.skip(2);
        const Field field = type == saslFrame ? SaslMethod : Performative;
        const auto code = isSmall ? d.u8(body, field) : static_cast<std::uint8_t>(d.u64(body, field));
        d.infoAppend("{} ", nameOf(fieldTable()[field].values, code, "unknown"));
        const auto found = std::ranges::find(composites, code, &Composite::code);
        if (found != composites.end())
            decodeList(body, d, *found);
    }
    if (!body.atEnd())
        d.data(body, Payload, body.remaining());
    if (body.overrun() || !isWhole)
        bytes.setOverrun();
}

} // namespace tapscope::amqp
