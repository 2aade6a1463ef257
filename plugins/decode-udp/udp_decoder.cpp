#include "udp_decoders.h"

#include <decode/transport_checksum.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::uint8_t udpNumber = 17, udpLiteNumber = 136;
constexpr std::uint16_t headerLength = 8;
constexpr std::size_t checksumAt = 6;

enum Field : std::uint16_t { SourcePort, DestinationPort, Length, Checksum, ChecksumStatus, DatagramLength, Payload };
constexpr std::array checksumStates = {ValueName{0, "Bad"}, ValueName{1, "Good"}, ValueName{2, "Unverified"}};

constexpr std::array<FieldInfo, 7> fieldsWith(std::string_view length, std::string_view lengthTitle,
                                              std::string_view whole) {
    return {FieldInfo{.name = "udp.srcport", .title = "Source Port", .alias = "udp.port"},
            FieldInfo{.name = "udp.dstport", .title = "Destination Port", .alias = "udp.port"},
            FieldInfo{.name = length, .title = lengthTitle},
            FieldInfo{.name = "udp.checksum", .title = "Checksum", .base = Base::Hex},
            FieldInfo{.name = "udp.checksum.status", .title = "Checksum Status", .values = checksumStates},
            FieldInfo{.name = whole, .title = "Length"},
            FieldInfo{.name = "udp.payload", .title = "UDP payload", .type = FieldType::ByteString}};
}
constexpr auto udpFields = fieldsWith("udp.length", "Length", "udp.datagram_length");
constexpr auto udpLiteFields = fieldsWith("udp.checksum_coverage", "Checksum coverage", "udp.length");
enum Table : std::uint8_t { ByPort };
constexpr std::array<std::string_view, 1> tables = {"udp.port"};
constexpr std::array udpHooks = {Hook{"ip.proto", udpNumber}};
constexpr std::array udpLiteHooks = {Hook{"ip.proto", udpLiteNumber}};
const ProtocolInfo udp = {.abbreviation = "udp",
                          .title = "User Datagram Protocol",
                          .column = "UDP",
                          .fields = udpFields,
                          .hooks = udpHooks,
                          .tables = tables,
                          .carriesConversations = true};
const ProtocolInfo udpLite = {.abbreviation = "udplite",
                              .title = "Lightweight User Datagram Protocol",
                              .column = "UDP-Lite",
                              .fields = udpLiteFields,
                              .hooks = udpLiteHooks,
                              .tables = tables,
                              .carriesConversations = true};

struct Header {
    std::uint16_t source, destination, length, checksum;
};

/// The four numbers at the beginning of both protocols.
Header readHeader(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t ports = 4;
    Header header{};
    if (!bytes.has(ports)) { // half a pair of ports is of no use
        bytes.skip(ports);
        return header;
    }
    header.source = d.u16(bytes, SourcePort);
    header.destination = d.u16(bytes, DestinationPort);
    d.carrier().sourcePort = header.source;
    d.carrier().destinationPort = header.destination;
    if (!bytes.overrun())
        d.info("{} → {}", header.source, header.destination);
    header.length = d.u16(bytes, Length);
    return header;
}

void verify(Dissection& d, Bytes covered, std::uint16_t checksum, std::uint8_t protocol) {
    if (!d.wants(ChecksumStatus))
        return;
    const auto verdict = verifyTransportChecksum(d, covered, protocol, checksumAt);
    labelChecksum(d, checksum, verdict);
    d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
}

void illegalChecksum(Dissection& d) {
    d.label("Checksum: 0x0000 [zero is not allowed here]");
    d.mark(FieldValue::Mark::Error);
    d.infoAppend("{}", " [ILLEGAL CHECKSUM (0)]");
}

void follow(Dissection& d, const Header& header, const ByteReader& payload) {
    if (!payload.atEnd()) {
        d.addRest(Payload, payload);
        d.label("UDP payload ({} byte{})", payload.remaining(), payload.remaining() == 1 ? "" : "s");
    }
    d.layerLabel("{}, Src Port: {}, Dst Port: {}", d.layers().back().name == "udp" ? udp.title : udpLite.title,
                 header.source, header.destination);
    d.nextInConversation(
        ByPort, {std::min(header.source, header.destination), std::max(header.source, header.destination)}, payload);
}

} // namespace

const ProtocolInfo& UdpDecoder::protocol() const noexcept {
    return udp;
}

void UdpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes datagram = bytes.rest();
    Header header = readHeader(bytes, d);
    if (bytes.overrun())
        return;
    const bool overIpv6 = d.carrier().source.kind == ColumnAddress::Kind::Ipv6;
    const bool isJumbo = header.length == 0 && overIpv6; // RFC 2675 section 4
    if (header.length < headerLength && !isJumbo) {
        d.label("Length: {} (bogus, less than {})", header.length, headerLength);
        d.mark(FieldValue::Mark::Error);
        d.malformed("its length is shorter than its header");
        d.info("{} → {} [BAD UDP LENGTH {} < {}]", header.source, header.destination, header.length, headerLength);
        return;
    }
    const std::size_t length = isJumbo ? datagram.size() : header.length;
    // Bytes that were not captured count, because they are part of the packet.
    const std::size_t room = d.carrier().payloadLength == 0 ? datagram.size() : d.carrier().payloadLength;
    if (length > room && !d.carrier().isFragment && !d.carrier().insideError) {
        d.label("Length: {} (bogus, payload length {})", length, room);
        d.mark(FieldValue::Mark::Error);
        d.malformed("its length exceeds the packet");
        d.info("{} → {} [BAD UDP LENGTH {} > IP PAYLOAD LENGTH]", header.source, header.destination, length);
    }
    header.checksum = d.u16(bytes, Checksum);
    if (bytes.overrun())
        return;
    d.infoAppend(" Len={}{}", length - headerLength, isJumbo ? " [Jumbogram]" : "");
    if (header.checksum != 0)
        verify(d, datagram.first(std::min(length, datagram.size())), header.checksum, udpNumber);
    else if (overIpv6 && !d.carrier().insideError)
        illegalChecksum(d);
    else
        d.label("Checksum: 0x0000 [none]");
    follow(d, header, bytes.part(length - headerLength));
}

const ProtocolInfo& UdpLiteDecoder::protocol() const noexcept {
    return udpLite;
}

void UdpLiteDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes datagram = bytes.rest();
    Header header = readHeader(bytes, d);
    if (bytes.overrun())
        return;
    d.add(DatagramLength, {}, datagram.size());
    const std::size_t coverage = header.length == 0 ? datagram.size() : header.length;
    if (coverage < headerLength || coverage > datagram.size()) {
        d.label("Checksum coverage: {} (bogus)", header.length);
        d.mark(FieldValue::Mark::Error);
        d.malformed("its checksum cannot cover that");
        d.info("{} → {} [BAD LIGHTWEIGHT UDP CHECKSUM COVERAGE LENGTH {} {} {}]", header.source, header.destination,
               header.length, coverage < headerLength ? "<" : ">",
               coverage < headerLength ? headerLength : datagram.size());
    }
    header.checksum = d.u16(bytes, Checksum);
    if (bytes.overrun())
        return;
    d.infoAppend(" Len={}", datagram.size() - headerLength);
    if (header.checksum == 0)
        illegalChecksum(d);
    else if (coverage == datagram.size())
        verify(d, datagram, header.checksum, udpLiteNumber);
    follow(d, header, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope
