// DHCPv6 (RFC 8415): messages, options and the options within them.

#include "dhcp_decoders.h"
#include "dhcpv6_fields.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::dhcpv6 {
namespace {

using namespace dhcpv6;

constexpr std::array hooks = {Hook{"udp.port", 546}, Hook{"udp.port", 547}};
const ProtocolInfo info = {
    .abbreviation = "dhcpv6", .title = "DHCPv6", .column = "DHCPv6", .fields = fields, .hooks = hooks};

enum OptionCode : std::uint16_t {
    ClientId = 1,
    ServerId = 2,
    NonTemporary = 3,
    Temporary = 4,
    AddressOption = 5,
    OptionRequest = 6,
    PreferenceOption = 7,
    Elapsed = 8,
    RelayMessage = 9,
    Status = 13,
    DnsServers = 23,
    PrefixDelegation = 25,
    PrefixOption = 26,
};
enum MessageType : std::uint8_t { RelayForward = 12, RelayReply = 13 };
constexpr unsigned deepest = 8; ///< options within options, relays within relays

void decodeMessage(ByteReader& bytes, Dissection& d, unsigned depth);
void decodeOptions(ByteReader& bytes, Dissection& d, unsigned depth);

/// A DHCP unique identifier, shown as bytes.
void decodeDuid(ByteReader& value, Dissection& d, bool isClient) {
    const Bytes duid = value.rest();
    d.addBytes(Duid, {static_cast<std::uint32_t>(value.offset()), static_cast<std::uint32_t>(duid.size())});
    const auto nest = d.nest();
    d.u16(value, DuidType);
    if (!isClient || !d.wantsColumns())
        return;
    d.infoAppend("CID: ");
    for (const std::byte octet : duid)
        d.infoAppend("{:02x}", std::to_integer<unsigned>(octet));
    d.infoAppend(" ");
}

void decodeValue(std::uint16_t code, ByteReader& value, Dissection& d, unsigned depth) {
    switch (code) {
    case ClientId:
    case ServerId:
        decodeDuid(value, d, code == ClientId);
        break;
    case NonTemporary:
    case PrefixDelegation:
        d.u32(value, Iaid);
        d.u32(value, T1);
        d.u32(value, T2);
        decodeOptions(value, d, depth + 1);
        break;
    case Temporary:
        d.u32(value, Iaid);
        decodeOptions(value, d, depth + 1);
        break;
    case AddressOption: {
        const auto address = ColumnAddress::ipv6(d.ipv6(value, Address));
        if (d.wantsColumns() && !value.overrun())
            d.infoAppend("IAA: {} ", ColumnText(address).view());
        d.u32(value, PreferredLifetime);
        d.u32(value, ValidLifetime);
        decodeOptions(value, d, depth + 1);
        break;
    }
    case PrefixOption:
        d.u32(value, PrefixPreferred);
        d.u32(value, PrefixValid);
        d.u8(value, PrefixLength);
        d.ipv6(value, PrefixAddress);
        decodeOptions(value, d, depth + 1);
        break;
    case OptionRequest:
        while (value.has(2))
            d.u16(value, RequestedOption);
        break;
    case PreferenceOption:
        d.u8(value, Preference);
        break;
    case Elapsed:
        d.u16(value, ElapsedTime);
        break;
    case RelayMessage:
        decodeMessage(value, d, depth + 1);
        break;
    case Status:
        d.u16(value, StatusCode);
        if (!value.atEnd())
            d.text(value, StatusMessage, value.remaining());
        break;
    case DnsServers:
        while (value.has(16))
            d.ipv6(value, DnsServer);
        break;
    default:
        if (!value.atEnd())
            d.data(value, OptionValue, value.remaining());
    }
}

struct OptionSize {
    std::uint16_t code;
    std::size_t smallest, largest;
};
constexpr std::size_t largestOption = 65535;
// RFC 8415 section 21. Options whose fields are decoded detect by themselves that they are too short.
constexpr std::array optionSizes = {
    OptionSize{AddressOption, 24, largestOption},
    OptionSize{PreferenceOption, 1, 1},
    OptionSize{Elapsed, 2, 2},
    OptionSize{11, 11, largestOption}, // Authentication
    OptionSize{12, 16, 16},            // Server Unicast
    OptionSize{14, 0, 0},              // Rapid Commit
    OptionSize{16, 4, largestOption},  // Vendor Class
    OptionSize{17, 4, largestOption},  // Vendor-specific Information
    OptionSize{19, 1, 1},              // Reconfigure Message
    OptionSize{20, 0, 0},              // Reconfigure Accept
    OptionSize{32, 4, 4},              // Information Refresh Time
    OptionSize{82, 4, 4},              // SOL_MAX_RT
    OptionSize{83, 4, 4},              // INF_MAX_RT
};
struct ListSize {
    std::uint16_t code;
    std::size_t before; ///< bytes in front of the list
};
/// Options with a list of two-byte lengths, each followed by that many bytes.
constexpr std::array listSizes = {ListSize{15, 0}, ListSize{16, 4}}; // User Class, Vendor Class

bool sizeFits(std::uint16_t code, ByteReader value) noexcept {
    const auto size = std::ranges::find(optionSizes, code, &OptionSize::code);
    if (size != optionSizes.end() && (value.remaining() < size->smallest || value.remaining() > size->largest))
        return false;
    const auto list = std::ranges::find(listSizes, code, &ListSize::code);
    if (list == listSizes.end())
        return true;
    value.skip(list->before);
    while (!value.atEnd())
        value.skip(value.u16());
    return !value.overrun();
}

void decodeOptions(ByteReader& bytes, Dissection& d, unsigned depth) {
    if (depth > deepest) {
        d.malformed("its options are nested too deeply");
        return;
    }
    while (!bytes.atEnd() && !bytes.overrun()) {
        const unsigned code = static_cast<unsigned>(bytes.peek()) << 8 | bytes.peek(1);
        const std::size_t size =
            std::min(4 + (static_cast<std::size_t>(bytes.peek(2)) << 8 | bytes.peek(3)), bytes.remaining());
        d.add(Option, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)}, 0);
        d.label("{}", nameOf(optionNames, code, "DHCP option"));
        const auto nest = d.nest();
        d.u16(bytes, OptionType);
        const std::uint16_t length = d.u16(bytes, OptionLength);
        ByteReader value = bytes.part(length);
        const bool isWhole = value.remaining() == length;
        const bool fits = !isWhole || sizeFits(static_cast<std::uint16_t>(code), value);
        decodeValue(static_cast<std::uint16_t>(code), value, d, depth);
        if (!fits) {
            d.malformed("an option's length is not one of its kind");
            return;
        }
        if (value.overrun() || !isWhole)
            bytes.setOverrun();
    }
}

void decodeMessage(ByteReader& bytes, Dissection& d, unsigned depth) {
    const std::uint8_t type = d.u8(bytes, Type);
    d.infoAppend("{} ", nameOf(messageTypes, type, "Message Type Unknown"));
    if (type == RelayForward || type == RelayReply) {
        d.u8(bytes, HopCount);
        const auto link = ColumnAddress::ipv6(d.ipv6(bytes, LinkAddress));
        d.ipv6(bytes, PeerAddress);
        if (d.wantsColumns() && !bytes.overrun())
            d.infoAppend("L: {} ", ColumnText(link).view());
    } else {
        const std::uint32_t transaction = d.u24(bytes, Transaction);
        d.infoAppend("XID: 0x{:06x} ", transaction);
    }
    decodeOptions(bytes, d, depth);
}

} // namespace

const ProtocolInfo& Dhcpv6Decoder::protocol() const noexcept {
    return info;
}

void Dhcpv6Decoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    decodeMessage(bytes, d, 0);
}

} // namespace tapscope::dhcpv6
