// BOOTP (RFC 951) and DHCP (RFC 2131), with the options of RFC 2132 and later.

#include "dhcp_decoders.h"
#include "dhcp_fields.h"
#include "dhcp_options.h"

#include <base/printable_text.h>
#include <decode/dissection.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tapscope::dhcp {
namespace {

using namespace dhcp;

constexpr std::array hooks = {Hook{"udp.port", 67}, Hook{"udp.port", 68}, Hook{"udp.port", 4011}};
const ProtocolInfo info = {.abbreviation = "dhcp",
                           .title = "Dynamic Host Configuration Protocol",
                           .column = "BOOTP",
                           .fields = fields,
                           .hooks = hooks};

constexpr std::uint32_t magicCookie = 0x6382'5363;
constexpr std::size_t serverSize = 64, fileSize = 128;

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
    if (bytes.overrun())
        return;
    if (name.front() == std::byte{0}) {
        d.addBytes(NotGiven, range);
        d.label("{} not given", fields[field].title);
        return;
    }
    const auto end = std::ranges::find(name, std::byte{0});
    d.addText(field, range, {reinterpret_cast<const char*>(name.data()), static_cast<std::size_t>(end - name.begin())});
}

/// The options after the two names and the cookie; nothing if the cookie is missing.
std::optional<Options> optionsOf(ByteReader bytes) {
    const ByteReader server = bytes.part(serverSize);
    const ByteReader file = bytes.part(fileSize);
    if (bytes.u32() != magicCookie)
        return std::nullopt;
    return Options(bytes, file, server);
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
    const auto options = optionsOf(bytes);
    if (options && options->areInServer())
        bytes.skip(serverSize);
    else
        decodeName(bytes, d, ServerName, serverSize);
    if (options && options->areInFile())
        bytes.skip(fileSize);
    else
        decodeName(bytes, d, FileName, fileSize);
    if (bytes.overrun() || bytes.atEnd())
        return;
    if (!options) {
        d.data(bytes, VendorArea, bytes.remaining());
        return;
    }
    d.ipv4(bytes, Cookie);
    d.label("Magic cookie: DHCP");
    options->decode(bytes, d);
    const std::uint8_t messageType = options->messageType();
    if (messageType == 0)
        return;
    const auto name = nameOf(messageTypes, messageType, "Unknown Message Type");
    d.columnProtocol("DHCP");
    d.info("DHCP {:<8} - Transaction ID 0x{:x}", name, transaction);
    d.layerLabel("Dynamic Host Configuration Protocol ({})", name);
}

} // namespace tapscope::dhcp
