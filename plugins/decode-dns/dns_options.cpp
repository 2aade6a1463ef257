// Two lists of key, length and value: EDNS options (RFC 6891) and service parameters (RFC 9460).

#include "dns_fields.h"
#include "dns_message.h"
#include "dns_values.h"

#include <algorithm>

namespace tapscope::dns {
namespace {

/// A key and a length of two bytes each, and the value.
ByteRange groupRange(const ByteReader& bytes) {
    const std::size_t size = 4U + (bytes.peek(2) << 8 | bytes.peek(3));
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(std::min(size, bytes.remaining()))};
}

void addEach(Dissection& d, ByteReader& bytes, Dissection::Field field, std::size_t size) {
    while (!bytes.atEnd() && !bytes.overrun())
        d.uint(bytes, field, size);
}

/// RFC 7871: an address truncated to its prefix; the missing octets are zero.
void decodeClientSubnet(Dissection& d, ByteReader& bytes) {
    const std::uint16_t family = d.u16(bytes, ClientFamily);
    d.u8(bytes, ClientNetmask);
    d.u8(bytes, ClientScope);
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())};
    const Bytes given = bytes.rest();
    const bool isIpv4 = family == 1 && given.size() <= 4;
    const bool isIpv6 = family == 2 && given.size() <= 16;
    if (bytes.overrun() || given.empty())
        return;
    if (!isIpv4 && !isIpv6) {
        d.data(bytes, ClientAddress, bytes.remaining());
        return;
    }
    std::array<std::byte, 16> whole{};
    std::ranges::copy(given, whole.begin());
    ByteReader reader(whole);
    const auto address = isIpv4 ? ColumnAddress::ipv4(reader.u32()) : ColumnAddress::ipv6(whole);
    d.addText(isIpv4 ? ClientIpv4 : ClientIpv6, range, ColumnText(address).view());
}

void decodeOption(const Message& message, std::uint16_t code, ByteReader& value) {
    constexpr std::size_t clientCookieSize = 8;
    Dissection& d = message.d;
    switch (code) {
    case 5:
        addEach(d, value, OptionDau, 1);
        break;
    case 6:
        addEach(d, value, OptionDhu, 1);
        break;
    case 7:
        addEach(d, value, OptionN3u, 1);
        break;
    case 8:
    case 20730:
        decodeClientSubnet(d, value);
        break;
    case 10:
        d.data(value, ClientCookie, clientCookieSize);
        if (!value.atEnd())
            d.data(value, ServerCookie, value.remaining());
        break;
    case 11:
        if (value.has(2))
            d.u16(value, KeepaliveTimeout);
        break;
    case 12:
        d.data(value, Padding, value.remaining());
        break;
    case 13:
        decodeName(message, value, ChainName);
        break;
    case 15:
        d.u16(value, ErrorCode);
        if (!value.atEnd())
            d.text(value, ErrorText, value.remaining());
        break;
    default:
        break;
    }
}

void decodeParameter(Dissection& d, std::uint16_t key, ByteReader& value) {
    switch (key) {
    case 0:
        addEach(d, value, SvcbMandatory, 2);
        break;
    case 1:
        while (!value.atEnd() && !value.overrun())
            d.text(value, SvcbAlpn, d.u8(value, SvcbAlpnLength));
        break;
    case 3:
        d.u16(value, SvcbPort);
        break;
    case 4:
        addEach(d, value, SvcbIpv4, 4);
        break;
    case 5:
        d.data(value, SvcbEch, value.remaining());
        break;
    case 6:
        while (!value.atEnd())
            d.ipv6(value, SvcbIpv6);
        break;
    case 7:
        d.text(value, SvcbDohPath, value.remaining());
        break;
    case 9:
        addEach(d, value, SvcbGroup, 2);
        break;
    default:
        d.data(value, SvcbValue, value.remaining());
        break;
    }
}

} // namespace

void decodeOptions(const Message& message, ByteReader& bytes) {
    Dissection& d = message.d;
    while (!bytes.atEnd()) {
        d.add(Option, groupRange(bytes), 0);
        d.label("Option: {}", nameOf(dnsOptions, bytes.peek() << 8 | bytes.peek(1), "Unknown"));
        const auto nest = d.nest();
        const std::uint16_t code = d.u16(bytes, OptionCode);
        const std::uint16_t length = d.u16(bytes, OptionLength);
        const bool isWhole = bytes.has(length);
        ByteReader value = bytes.part(length);
        if (length != 0)
            d.addBytes(OptionData, {static_cast<std::uint32_t>(value.offset()), length});
        decodeOption(message, code, value);
        if (!isWhole || value.overrun())
            bytes.setOverrun(); // the record ends within the option
    }
}

void decodeServiceParameters(const Message& message, ByteReader& bytes) {
    Dissection& d = message.d;
    while (!bytes.atEnd()) {
        d.add(SvcbParameter, groupRange(bytes), 0);
        d.label("SvcParam: {}", nameOf(dnsServiceKeys, bytes.peek() << 8 | bytes.peek(1), "key"));
        const auto nest = d.nest();
        const std::uint16_t key = d.u16(bytes, SvcbKey);
        const std::uint16_t length = d.u16(bytes, SvcbLength);
        const bool isWhole = bytes.has(length);
        ByteReader value = bytes.part(length);
        decodeParameter(d, key, value);
        if (!isWhole || value.overrun())
            bytes.setOverrun(); // the record ends within the parameter
    }
}

} // namespace tapscope::dns
