#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::capwap {
namespace {

constexpr std::uint32_t controlPort = 5246, dataPort = 5247;
constexpr std::array types = {ValueName{0, "CAPWAP Header"}, ValueName{1, "CAPWAP DTLS Header"}};
constexpr std::array messages = {
    ValueName{1, "Discovery Request"},
    ValueName{2, "Discovery Response"},
    ValueName{3, "Join Request"},
    ValueName{4, "Join Response"},
    ValueName{5, "Configuration Status Request"},
    ValueName{6, "Configuration Status Response"},
    ValueName{7, "Configuration Update Request"},
    ValueName{8, "Configuration Update Response"},
    ValueName{9, "WTP Event Request"},
    ValueName{10, "WTP Event Response"},
    ValueName{11, "Change State Event Request"},
    ValueName{12, "Change State Event Response"},
    ValueName{13, "Echo Request"},
    ValueName{14, "Echo Response"},
    ValueName{15, "Image Data Request"},
    ValueName{16, "Image Data Response"},
    ValueName{17, "Reset Request"},
    ValueName{18, "Reset Response"},
    ValueName{19, "Primary Discovery Request"},
    ValueName{20, "Primary Discovery Response"},
    ValueName{21, "Data Transfer Request"},
    ValueName{22, "Data Transfer Response"},
    ValueName{23, "Clear Configuration Request"},
    ValueName{24, "Clear Configuration Response"},
    ValueName{25, "Station Configuration Request"},
    ValueName{26, "Station Configuration Response"},
};

constexpr std::uint32_t nativeBit = 0x100, fragmentBit = 0x080, wirelessBit = 0x020, radioBit = 0x010, aliveBit = 0x008;

enum Field : std::uint16_t {
    Version,
    Type,
    DtlsReserved,
    Length,
    Radio,
    Binding,
    Flags,
    Native,
    Fragment,
    LastFragment,
    HasWireless,
    HasRadio,
    KeepAlive,
    FlagsReserved,
    FragmentId,
    FragmentOffset,
    FragmentReserved,
    RadioLength,
    RadioAddress,
    WirelessLength,
    WirelessData,
    Padding,
    Message,
    Sequence,
    ElementsLength,
    ControlFlags,
    ElementType,
    ElementLength,
    ElementValue,
};
constexpr FieldInfo bit(std::string_view name, std::string_view title, std::uint64_t mask) {
    return {.name = name, .title = title, .type = FieldType::Boolean, .mask = mask};
}
constexpr std::array fields = {
    FieldInfo{.name = "capwap.preamble.version", .title = "Version", .mask = 0xf0},
    FieldInfo{.name = "capwap.preamble.type", .title = "Type", .values = types, .mask = 0x0f},
    FieldInfo{.name = "capwap.preamble.reserved", .title = "Reserved"},
    FieldInfo{.name = "capwap.header.length", .title = "Header Length", .mask = 0xf80000},
    FieldInfo{.name = "capwap.header.rid", .title = "Radio ID", .mask = 0x07c000},
    FieldInfo{.name = "capwap.header.wbid", .title = "Wireless Binding ID", .mask = 0x003e00},
    FieldInfo{.name = "capwap.header.flags", .title = "Header Flags", .base = Base::Hex, .mask = 0x1ff},
    bit("capwap.header.flags.t", "Payload Type", nativeBit),
    bit("capwap.header.flags.f", "Fragment", fragmentBit),
    bit("capwap.header.flags.l", "Last Fragment", 0x040),
    bit("capwap.header.flags.w", "Wireless header", wirelessBit),
    bit("capwap.header.flags.m", "Radio MAC header", radioBit),
    bit("capwap.header.flags.k", "Keep-Alive", aliveBit),
    FieldInfo{.name = "capwap.header.flags.r", .title = "Reserved", .base = Base::Hex, .mask = 0x007},
    FieldInfo{.name = "capwap.header.fragment.id", .title = "Fragment ID"},
    FieldInfo{.name = "capwap.header.fragment.offset", .title = "Fragment Offset", .mask = 0xfff8},
    FieldInfo{.name = "capwap.header.fragment.reserved", .title = "Reserved", .mask = 0x0007},
    FieldInfo{.name = "capwap.header.mac.length", .title = "MAC length"},
    FieldInfo{.name = "capwap.header.mac.data", .title = "MAC address", .type = FieldType::ByteString},
    FieldInfo{.name = "capwap.header.wireless.length", .title = "Wireless length"},
    FieldInfo{.name = "capwap.header.wireless.data", .title = "Wireless data", .type = FieldType::ByteString},
    FieldInfo{.name = "capwap.header.padding", .title = "Padding for 4 Byte Alignment", .type = FieldType::ByteString},
    FieldInfo{.name = "capwap.control.header.message_type", .title = "Message Type", .values = messages},
    FieldInfo{.name = "capwap.control.header.sequence_number", .title = "Sequence Number"},
    FieldInfo{.name = "capwap.control.header.message_element_length", .title = "Message Element Length"},
    FieldInfo{.name = "capwap.control.header.flags", .title = "Flags"},
    FieldInfo{.name = "capwap.message_element.type", .title = "Type"},
    FieldInfo{.name = "capwap.message_element.length", .title = "Length"},
    FieldInfo{.name = "capwap.message_element.value", .title = "Value", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { EthernetFrame, Wireless, Dtls };
constexpr std::array<std::string_view, 3> tables = {"eth.frame", "wlan", "dtls"};
constexpr std::array hooks = {Hook{"udp.port", controlPort}, Hook{"udp.port", dataPort}};
const ProtocolInfo info = {.abbreviation = "capwap",
                           .title = "Control And Provisioning of Wireless Access Points",
                           .column = "CAPWAP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// An optional part of the header: a length, that many octets, and padding to the next multiple of four.
void counted(ByteReader& header, Dissection& d, Field lengthField, Field dataField) {
    const std::size_t length = d.u8(header, lengthField);
    if (length != 0)
        d.data(header, dataField, length);
    if (const std::size_t over = (length + 1) % 4; over != 0)
        d.data(header, Padding, 4 - over);
}

void elements(ByteReader bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        d.u16(bytes, ElementType);
        const std::size_t length = d.u16(bytes, ElementLength);
        if (bytes.overrun() || !bytes.has(length)) {
            d.malformed("a message element reaches beyond its message");
            return;
        }
        if (length != 0)
            d.data(bytes, ElementValue, length);
    }
}

/// RFC 5415 section 4.5.1.
void control(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t counted = 3; // octets before the elements that their length includes: itself and the flags
    const std::uint32_t type = d.u32(bytes, Message);
    d.u8(bytes, Sequence);
    const std::size_t length = d.u16(bytes, ElementsLength);
    d.u8(bytes, ControlFlags);
    if (bytes.overrun())
        return;
    d.info("CAPWAP-Control - {}", nameOf(messages, type, "Unknown Message Type"));
    const std::size_t size = length > counted ? length - counted : 0;
    if (!bytes.has(size)) {
        bytes.setOverrun();
        return;
    }
    elements(bytes.part(size), d);
}

} // namespace

const ProtocolInfo& CapwapDecoder::protocol() const noexcept {
    return info;
}

void CapwapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isControl = d.carrier().destinationPort == controlPort || d.carrier().sourcePort == controlPort;
    d.info("{}", isControl ? std::string_view("CAPWAP-Control") : std::string_view("CAPWAP-Data"));
    if (isControl)
        d.columnProtocol("CAPWAP-Control");
    else
        d.columnProtocol("CAPWAP-Data");
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t preamble = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Version, Type}, {at, 1}, preamble);
    if ((preamble & 0x0fU) == 1) {
        d.u24(bytes, DtlsReserved);
        d.layerLength(bytes.position());
        d.next(Dtls, 0, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    const ByteRange range{at + 1, 3};
    const std::uint32_t head = bytes.u24();
    if (bytes.overrun())
        return;
    d.addBits({Length, Radio, Binding, Flags}, range, head);
    {
        const auto nest = d.nest();
        d.addBits({Native, Fragment, LastFragment, HasWireless, HasRadio, KeepAlive, FlagsReserved}, range, head);
    }
    d.u16(bytes, FragmentId);
    const ByteRange fragment{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t offset = bytes.u16();
    if (bytes.overrun())
        return;
    d.addBits({FragmentOffset, FragmentReserved}, fragment, offset);
    const std::size_t length = (head >> 19) * 4U;
    if (length < bytes.position()) {
        d.malformed("its header is shorter than its fields");
        return;
    }
    ByteReader header = bytes.part(length - bytes.position());
    if ((head & radioBit) != 0)
        counted(header, d, RadioLength, RadioAddress);
    if ((head & wirelessBit) != 0)
        counted(header, d, WirelessLength, WirelessData);
    if (header.overrun())
        d.malformed("its header is shorter than its fields");
    else if (!header.atEnd())
        d.data(header, Padding, header.remaining());
    const bool isFragment = (head & fragmentBit) != 0;
    if (isControl && !isFragment) {
        control(bytes, d);
        return;
    }
    if (!isControl && (head & aliveBit) != 0 && !isFragment) {
        d.info("CAPWAP-Data Keep-Alive");
        const std::size_t size = d.u16(bytes, ElementsLength);
        elements(bytes.part(size > 2 ? size - 2 : 0), d);
        return;
    }
    d.layerLength(bytes.position());
    const ByteReader payload(bytes.rest(), bytes.offset());
    if (isFragment)
        d.nextAsData(payload);
    else
        d.next((head & nativeBit) != 0 ? Wireless : EthernetFrame, 0, payload);
}

} // namespace tapscope::capwap
