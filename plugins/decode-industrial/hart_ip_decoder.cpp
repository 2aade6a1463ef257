#include "industrial_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::hart_ip {
namespace {

constexpr std::array types = {ValueName{0, "Request"}, ValueName{1, "Response"}, ValueName{2, "Burst"},
                              ValueName{15, "NAK"}};
constexpr std::array messages = {ValueName{0, "Session Initiate"}, ValueName{1, "Session Close"},
                                 ValueName{2, "Keep Alive"}, ValueName{3, "Pass Through"}};
constexpr std::array masters = {ValueName{0, "Secondary Host"}, ValueName{1, "Primary Host"}};
enum Message : std::uint8_t { SessionInitiate, SessionClose, KeepAlive, PassThrough };
enum Field : std::uint16_t {
    Version,
    Type,
    Id,
    Status,
    Transaction,
    Length,
    MasterType,
    CloseTimer,
    Delimiter,
    ShortAddress,
    LongAddress,
    Command,
    DataLength,
    ResponseCode,
    DeviceStatus,
    Payload,
    Checksum,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "hart_ip.version", .title = "Version"},
    FieldInfo{.name = "hart_ip.message_type", .title = "Message Type", .values = types, .mask = 0x0f},
    FieldInfo{.name = "hart_ip.message_id", .title = "Message ID", .values = messages},
    FieldInfo{.name = "hart_ip.status", .title = "Status"},
    FieldInfo{.name = "hart_ip.transaction_id", .title = "Sequence Number"},
    FieldInfo{.name = "hart_ip.msg_length", .title = "Message Length"},
    FieldInfo{.name = "hart_ip.session_init.master_type", .title = "Host Type", .values = masters},
    FieldInfo{.name = "hart_ip.session_init.inactivity_close_timer", .title = "Inactivity Close Timer"},
    FieldInfo{.name = "hart_ip.pt.delimiter", .title = "Frame Type", .base = Base::Hex},
    FieldInfo{.name = "hart_ip.pt.short_addr", .title = "Short Address"},
    FieldInfo{.name = "hart_ip.pt.long_address", .title = "Long Address", .type = FieldType::ByteString},
    FieldInfo{.name = "hart_ip.pt.command", .title = "Command"},
    FieldInfo{.name = "hart_ip.pt.length", .title = "Length"},
    FieldInfo{.name = "hart_ip.pt.response_code", .title = "Response Code"},
    FieldInfo{.name = "hart_ip.pt.device_status", .title = "Device Status", .base = Base::Hex},
    FieldInfo{.name = "hart_ip.pt.payload", .title = "Payload", .type = FieldType::ByteString},
    FieldInfo{.name = "hart_ip.pt.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "hart_ip.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 5094}, Hook{"udp.port", 5094}, Hook{"udp.port", 5095}};
const ProtocolInfo info = {
    .abbreviation = "hart_ip", .title = "HART_IP Protocol", .column = "HART_IP", .fields = fields, .hooks = hooks};
constexpr std::size_t headerSize = 8, lengthAt = 6;

/// A HART frame (HCF_SPEC-081) without its preamble.
void decodePassThrough(ByteReader& bytes, Dissection& d, bool isResponse) {
    constexpr std::uint8_t longAddressBit = 0x80, expansion = 0x60;
    const std::uint8_t delimiter = d.u8(bytes, Delimiter);
    if ((delimiter & longAddressBit) != 0)
        d.data(bytes, LongAddress, 5);
    else
        d.u8(bytes, ShortAddress);
    if (const std::size_t more = (delimiter & expansion) >> 5; more != 0)
        d.data(bytes, Data, more);
    d.u8(bytes, Command);
    std::size_t length = d.u8(bytes, DataLength);
    if (isResponse && length >= 2) {
        d.u8(bytes, ResponseCode);
        d.u8(bytes, DeviceStatus);
        length -= 2;
    }
    if (length != 0)
        d.data(bytes, Payload, length);
    d.u8(bytes, Checksum);
}

} // namespace

const ProtocolInfo& HartIpDecoder::protocol() const noexcept {
    return info;
}

bool HartIpDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    reader.skip(1);
    const std::uint8_t type = reader.u8(), message = reader.u8();
    return reader.overrun() || (!nameOf(types, type & 0xfU).empty() && !nameOf(messages, message).empty());
}

StreamMessage HartIpDecoder::messageIn(Bytes bytes, Dissection&) const {
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, lengthAt, 2, 0) : StreamMessage{};
}

void HartIpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        d.u8(bytes, Version);
        const unsigned type = d.u8(bytes, Type) & 0xfU;
        const std::uint8_t message = d.u8(bytes, Id);
        d.u8(bytes, Status);
        const std::uint16_t number = d.u16(bytes, Transaction);
        const std::size_t length = d.u16(bytes, Length);
        if (bytes.overrun())
            return;
        if (length < headerSize) {
            d.malformed("its length is shorter than its header");
            return;
        }
        d.infoFence();
        d.info("{}{} {}, Sequence Number {}", isFirst ? "" : "; ", nameOf(messages, message, "Unknown"),
               nameOf(types, type, "Unknown"), number);
        ByteReader body = bytes.part(length - headerSize);
        const bool isWhole = body.remaining() == length - headerSize;
        if (message == SessionInitiate) {
            d.u8(body, MasterType);
            d.u32(body, CloseTimer);
        } else if (message == PassThrough) {
            decodePassThrough(body, d, type == 1);
        }
        if (!body.atEnd())
            d.data(body, Data, body.remaining());
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::hart_ip
