#include "services_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::socks {
namespace {

constexpr std::array commands = {ValueName{1, "Connect"}, ValueName{2, "Bind"}, ValueName{3, "UdpAssociate"}};
constexpr std::array methods = {ValueName{0, "No authentication"}, ValueName{1, "GSSAPI"},
                                ValueName{2, "Username/Password"}, ValueName{0xff, "No acceptable method"}};
constexpr std::array addressTypes = {ValueName{1, "IPv4"}, ValueName{3, "Domain Name"}, ValueName{4, "IPv6"}};
enum AddressType : std::uint8_t { Ipv4 = 1, Name = 3, Ipv6 };
constexpr std::array results = {ValueName{0, "Succeeded"},
                                ValueName{1, "General SOCKS server failure"},
                                ValueName{2, "Connection not allowed by ruleset"},
                                ValueName{3, "Network unreachable"},
                                ValueName{4, "Host unreachable"},
                                ValueName{5, "Connection refused"},
                                ValueName{6, "TTL expired"},
                                ValueName{7, "Command not supported"},
                                ValueName{8, "Address type not supported"},
                                ValueName{90, "Granted"},
                                ValueName{91, "Rejected or Failed"},
                                ValueName{92, "Server cannot connect to identd"},
                                ValueName{93, "Different user ids"}};
enum Field : std::uint16_t {
    Version,
    MethodCount,
    Method,
    AcceptedMethod,
    Command,
    Result,
    Reserved,
    TypeOfAddress,
    Address4,
    Address6,
    NameLength,
    HostName,
    Port,
    UserId,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "socks.version", .title = "Version"},
    FieldInfo{.name = "socks.auth_method_count", .title = "Authentication Method Count"},
    FieldInfo{.name = "socks.auth_method", .title = "Method", .values = methods},
    FieldInfo{
        .name = "socks.auth_accepted_method", .title = "Accepted Auth Method", .base = Base::Hex, .values = methods},
    FieldInfo{.name = "socks.command", .title = "Command", .values = commands},
    FieldInfo{.name = "socks.results", .title = "Results", .values = results},
    FieldInfo{.name = "socks.reserved", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "socks.address_type", .title = "Address Type", .values = addressTypes},
    FieldInfo{.name = "socks.dst", .title = "Remote Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "socks.dstV6", .title = "Remote Address(ipv6)", .type = FieldType::Ipv6},
    FieldInfo{.name = "socks.remote_name_length", .title = "Remote name length"},
    FieldInfo{.name = "socks.remote_name", .title = "Remote name", .type = FieldType::Text},
    FieldInfo{.name = "socks.port", .title = "Remote Port"},
    FieldInfo{.name = "socks.username", .title = "User name", .type = FieldType::Text},
    FieldInfo{.name = "socks.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::uint32_t port = 1080;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {
    .abbreviation = "socks", .title = "Socks Protocol", .column = "Socks", .fields = fields, .hooks = hooks};
constexpr std::uint8_t version4 = 4, version5 = 5;

void decodeAddress(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, Reserved);
    switch (d.u8(bytes, TypeOfAddress)) {
    case Ipv4:
        d.ipv4(bytes, Address4);
        break;
    case Name:
        countedText(bytes, d, NameLength, HostName, 1);
        break;
    case Ipv6:
        d.ipv6(bytes, Address6);
        break;
    default:
        bytes.setOverrun();
    }
    d.u16(bytes, Port);
}

/// A greeting: a number of methods, followed by exactly that many octets.
bool isGreeting(const ByteReader& bytes) noexcept {
    return bytes.remaining() == bytes.peek() + std::size_t{1};
}

void decodeFive(ByteReader& bytes, Dissection& d, bool isRequest) {
    constexpr std::size_t answerSize = 1;
    if (isRequest && isGreeting(bytes)) {
        d.infoAppend(" Connect to server request");
        const std::uint8_t count = d.u8(bytes, MethodCount);
        for (unsigned i = 0; i < count; ++i)
            d.u8(bytes, Method);
    } else if (!isRequest && bytes.remaining() == answerSize) {
        d.infoAppend(" Connect to server response");
        d.u8(bytes, AcceptedMethod);
    } else if (isRequest) {
        d.infoAppend(" Command Request - {}", nameOf(commands, d.u8(bytes, Command), "Unknown"));
        decodeAddress(bytes, d);
    } else {
        d.infoAppend(" Command Response - {}", nameOf(results, d.u8(bytes, Result), "Unknown"));
        decodeAddress(bytes, d);
    }
}

void decodeFour(ByteReader& bytes, Dissection& d, bool isRequest) {
    if (!isRequest) {
        d.infoAppend(" Connect Response");
        d.u8(bytes, Result);
        d.u16(bytes, Port);
        d.ipv4(bytes, Address4);
        return;
    }
    constexpr std::uint32_t lastWithoutAddress = 0xff; // SOCKS 4A: 0.0.0.x, and a name at the end
    d.infoAppend(" {} Request", nameOf(commands, d.u8(bytes, Command), "Unknown"));
    d.u16(bytes, Port);
    const std::uint32_t address = d.ipv4(bytes, Address4);
    textToZero(bytes, d, UserId);
    if (address != 0 && address <= lastWithoutAddress)
        textToZero(bytes, d, HostName);
}

} // namespace

const ProtocolInfo& SocksDecoder::protocol() const noexcept {
    return info;
}

/// After the negotiation, the connection carries the requested protocol.
bool SocksDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::size_t longest = 4 + 256 + 2, smallestOfFour = 9;
    ByteReader reader(bytes);
    const std::uint8_t version = reader.u8(), second = reader.u8();
    if (bytes.size() < 2 || bytes.size() > longest)
        return false;
    constexpr std::uint8_t firstResult = 90, lastResult = 93;
    if (version == 0) // a response of SOCKS 4
        return bytes.size() == 8 && second >= firstResult && second <= lastResult;
    if (version == version4)
        return bytes.size() >= smallestOfFour && second >= 1 && second <= 2;
    if (version != version5)
        return false;
    return bytes.size() == 2 || bytes.size() == second + std::size_t{2} ||
           (reader.u8() == 0 && !nameOf(addressTypes, reader.u8()).empty());
}

void SocksDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t version = d.u8(bytes, Version);
    d.info("Version: {}", version);
    const bool isRequest = isToServer(d, port);
    if (version == version5)
        decodeFive(bytes, d, isRequest);
    else
        decodeFour(bytes, d, isRequest);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope::socks
