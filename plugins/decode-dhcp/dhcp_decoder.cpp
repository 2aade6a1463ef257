// BOOTP (RFC 951) and DHCP (RFC 2131), with the options of RFC 2132 and later.

#include "dhcp_decoders.h"
#include "dhcp_fields.h"

#include <decode/dissection.h>
#include <base/printable_text.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

using namespace dhcp;

constexpr std::array hooks = {Hook{"udp.port", 67}, Hook{"udp.port", 68}, Hook{"udp.port", 4011}};
const ProtocolInfo info = {.abbreviation = "dhcp",
                           .title = "Dynamic Host Configuration Protocol",
                           .column = "BOOTP",
                           .fields = fields,
                           .hooks = hooks};

enum class Kind : std::uint8_t { U8s, U16, U32, Ipv4s, Text };
struct OptionLayout {
    std::uint8_t code;
    Kind kind;
    Field field;
};
constexpr std::array layouts = {
    OptionLayout{1, Kind::Ipv4s, SubnetMask},
    OptionLayout{2, Kind::U32, TimeOffset},
    OptionLayout{3, Kind::Ipv4s, Router},
    OptionLayout{6, Kind::Ipv4s, DomainNameServer},
    OptionLayout{7, Kind::Ipv4s, LogServer},
    OptionLayout{12, Kind::Text, HostName},
    OptionLayout{15, Kind::Text, DomainName},
    OptionLayout{26, Kind::U16, InterfaceMtu},
    OptionLayout{28, Kind::Ipv4s, BroadcastAddress},
    OptionLayout{42, Kind::Ipv4s, NtpServer},
    OptionLayout{44, Kind::Ipv4s, NetbiosNameServer},
    OptionLayout{50, Kind::Ipv4s, RequestedAddress},
    OptionLayout{51, Kind::U32, LeaseTime},
    OptionLayout{53, Kind::U8s, MessageType},
    OptionLayout{54, Kind::Ipv4s, ServerId},
    OptionLayout{55, Kind::U8s, RequestedOption},
    OptionLayout{56, Kind::Text, ErrorMessage},
    OptionLayout{57, Kind::U16, MaximumSize},
    OptionLayout{58, Kind::U32, RenewalTime},
    OptionLayout{59, Kind::U32, RebindingTime},
    OptionLayout{60, Kind::Text, VendorClass},
    OptionLayout{66, Kind::Text, TftpServer},
    OptionLayout{67, Kind::Text, BootFile},
    OptionLayout{93, Kind::U16, Architecture},
};
constexpr std::uint8_t padOption = 0;
constexpr std::uint8_t messageTypeOption = 53;
constexpr std::uint8_t endOption = 255;
constexpr std::uint32_t magicCookie = 0x6382'5363;

void decodeValue(std::uint8_t code, ByteReader value, Dissection& d) {
    const auto layout = std::ranges::find(layouts, code, &OptionLayout::code);
    if (layout == layouts.end()) {
        d.data(value, OptionValue, value.remaining());
        return;
    }
    switch (layout->kind) {
    case Kind::U8s:
        while (!value.atEnd())
            d.u8(value, layout->field);
        break;
    case Kind::U16:
        if (value.has(2))
            d.u16(value, layout->field);
        break;
    case Kind::U32:
        if (value.has(4))
            d.u32(value, layout->field);
        break;
    case Kind::Ipv4s:
        while (value.has(4))
            d.ipv4(value, layout->field);
        break;
    case Kind::Text:
        d.text(value, layout->field, value.remaining());
        break;
    }
}

/// Returns the DHCP message type, 0 when there is none: BOOTP.
std::uint8_t decodeOptions(ByteReader& bytes, Dissection& d) {
    std::uint8_t messageType = 0;
    while (!bytes.atEnd() && !bytes.overrun()) {
        const std::uint8_t code = bytes.peek();
        const bool isAlone = code == padOption || code == endOption;
        const std::size_t size = isAlone ? 1 : std::min<std::size_t>(2U + bytes.peek(1), bytes.remaining());
        d.add(Option, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)}, code);
        d.label("Option: ({}) {}", code, nameOf(optionNames, code, "Unknown"));
        const auto nest = d.nest();
        bytes.skip(1);
        if (code == padOption)
            continue;
        if (code == endOption)
            break;
        const std::uint8_t length = d.u8(bytes, OptionLength);
        if (code == messageTypeOption && length == 1)
            messageType = bytes.peek();
        if (!bytes.has(length)) {
            bytes.skip(length);
            break;
        }
        decodeValue(code, bytes.part(length), d);
    }
    if (!bytes.overrun() && !bytes.atEnd())
        d.data(bytes, Padding, bytes.remaining());
    return messageType;
}

void decodeClientAddress(ByteReader& bytes, Dissection& d, std::uint8_t type, std::uint8_t length) {
    constexpr std::uint8_t ethernet = 1;
    constexpr std::uint8_t longest = 16;
    if (type == ethernet && length == 6) {
        d.mac(bytes, ClientMac);
        d.data(bytes, AddressPadding, longest - 6U);
    } else if (length > 0 && length < longest) {
        d.data(bytes, ClientAddress, length);
        d.data(bytes, AddressPadding, longest - std::size_t{length});
    } else {
        d.data(bytes, ClientAddress, longest);
    }
}

void decodeName(ByteReader& bytes, Dissection& d, Dissection::Field field, std::size_t size) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
    const Bytes name = bytes.take(size);
    if (bytes.overrun() || name.front() == std::byte{0})
        return;
    const auto end = std::ranges::find(name, std::byte{0});
    d.addText(field, range, {reinterpret_cast<const char*>(name.data()), static_cast<std::size_t>(end - name.begin())});
}

} // namespace

const ProtocolInfo& DhcpDecoder::protocol() const noexcept {
    return info;
}

void DhcpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t type = d.u8(bytes, Type);
    if (const auto name = nameOf(bootTypes, type); !name.empty())
        d.info("{}", name);
    else
        d.info("Unknown BOOTP message type ({})", type);
    const std::uint8_t hardwareType = d.u8(bytes, HardwareType);
    const std::uint8_t hardwareLength = d.u8(bytes, HardwareLength);
    d.u8(bytes, Hops);
    const std::uint32_t transaction = d.u32(bytes, Transaction);
    d.u16(bytes, Seconds);
    const ByteRange flagsRange{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t flags = d.u16(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({Broadcast, ReservedFlags}, flagsRange, flags);
    }
    d.ipv4(bytes, ClientIp);
    d.ipv4(bytes, YourIp);
    d.ipv4(bytes, ServerIp);
    d.ipv4(bytes, RelayIp);
    if (type == 1 && hardwareType == 1 && hardwareLength == 6 && bytes.has(6) && d.wantsColumns())
        d.infoAppend(" from {}", ColumnText(ColumnAddress::mac(bytes.rest())).view());
    decodeClientAddress(bytes, d, hardwareType, hardwareLength);
    decodeName(bytes, d, ServerName, 64);
    decodeName(bytes, d, FileName, 128);
    if (bytes.overrun() || bytes.atEnd())
        return;
    ByteReader ahead = bytes;
    if (ahead.u32() != magicCookie)
        return;
    d.ipv4(bytes, Cookie);
    d.label("Magic cookie: DHCP");
    const std::uint8_t messageType = decodeOptions(bytes, d);
    if (messageType == 0)
        return;
    const auto name = nameOf(messageTypes, messageType, "Unknown Message Type");
    d.columnProtocol("DHCP");
    d.info("DHCP {:<8} - Transaction ID 0x{:x}", name, transaction);
    d.layerLabel("Dynamic Host Configuration Protocol ({})", name);
}

} // namespace tapscope
