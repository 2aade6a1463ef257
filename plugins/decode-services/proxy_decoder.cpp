#include "services_decoders.h"

#include <decode/message_fields.h>
#include <decode/text_line.h>

#include <array>

namespace tapscope::proxy {
namespace {

constexpr std::array commands = {ValueName{0, "LOCAL"}, ValueName{1, "PROXY"}};
constexpr std::array families = {ValueName{0, "UNSPEC"}, ValueName{1, "INET"}, ValueName{2, "INET6"},
                                 ValueName{3, "UNIX"}};
constexpr std::array protocols = {ValueName{0, "UNSPEC"}, ValueName{1, "STREAM"}, ValueName{2, "DGRAM"}};
enum Field : std::uint16_t {
    TextMagic,
    TextProtocol,
    TextSource,
    TextDestination,
    TextSourcePort,
    TextDestinationPort,
    Magic,
    Version,
    Command,
    Family,
    Protocol,
    Length,
    Source4,
    Destination4,
    Source6,
    Destination6,
    SourcePort,
    DestinationPort,
    Rest,
};
constexpr std::array fields = {
    FieldInfo{.name = "proxy.v1.magic", .title = "PROXY v1 magic", .type = FieldType::Text},
    FieldInfo{.name = "proxy.v1.proto", .title = "Protocol", .type = FieldType::Text},
    FieldInfo{.name = "proxy.v1.src", .title = "Source Address", .type = FieldType::Text},
    FieldInfo{.name = "proxy.v1.dst", .title = "Destination Address", .type = FieldType::Text},
    FieldInfo{.name = "proxy.v1.srcport", .title = "Source Port", .type = FieldType::Text},
    FieldInfo{.name = "proxy.v1.dstport", .title = "Destination Port", .type = FieldType::Text},
    FieldInfo{.name = "proxy.v2.magic", .title = "Magic", .type = FieldType::ByteString},
    FieldInfo{.name = "proxy.v2.version", .title = "Version", .mask = 0xf0},
    FieldInfo{.name = "proxy.v2.cmd", .title = "Command", .values = commands, .mask = 0x0f},
    FieldInfo{.name = "proxy.v2.addr_family", .title = "Address Family Protocol", .values = families, .mask = 0xf0},
    FieldInfo{.name = "proxy.v2.protocol", .title = "Protocol", .values = protocols, .mask = 0x0f},
    FieldInfo{.name = "proxy.v2.length", .title = "Length"},
    FieldInfo{.name = "proxy.src.ipv4", .title = "Source Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "proxy.dst.ipv4", .title = "Destination Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "proxy.src.ipv6", .title = "Source Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "proxy.dst.ipv6", .title = "Destination Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "proxy.srcport", .title = "Source Port"},
    FieldInfo{.name = "proxy.dstport", .title = "Destination Port"},
    FieldInfo{.name = "proxy.v2.data", .title = "Data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Streams };
constexpr std::array<std::string_view, 1> tables = {"tcp.port"};
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {.abbreviation = "proxy",
                           .title = "PROXY Protocol",
                           .column = "PROXY",
                           .fields = fields,
                           .tables = tables,
                           .heuristics = heuristics};
constexpr std::string_view textMagic = "PROXY ";
constexpr std::string_view magic("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr std::size_t longestLine = 107; ///< including the line end

std::string_view textOf(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443"
void decodeLine(ByteReader& bytes, Dissection& d) {
    const std::string_view whole = peekLine(bytes);
    const std::size_t size = whole.size(), length = withoutLineEnd(whole).size();
    ByteReader line = bytes.part(length);
    d.info("{}", withoutLineEnd(whole));
    for (const Field field :
         {TextMagic, TextProtocol, TextSource, TextDestination, TextSourcePort, TextDestinationPort}) {
        const std::string_view rest = peekLine(line);
        if (const std::size_t word = std::min(rest.find(' '), rest.size()); word != 0)
            d.text(line, field, word);
        line.skip(line.atEnd() ? 0 : 1);
    }
    bytes.skip(size - length);
}

void decodeBinary(ByteReader& bytes, Dissection& d) {
    enum Kind : std::uint8_t { Inet = 1, Inet6 };
    d.data(bytes, Magic, magic.size());
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t first = bytes.u8(), second = bytes.u8();
    if (bytes.overrun())
        return;
    d.addBits({Version, Command}, range, first);
    d.addBits({Family, Protocol}, {range.offset + 1, 1}, second);
    const std::size_t length = d.u16(bytes, Length);
    d.info("{}", nameOf(commands, first & 15U, "Unknown"));
    ByteReader body = bytes.part(length);
    const bool isWhole = body.remaining() == length;
    if (second >> 4 == Inet) {
        d.ipv4(body, Source4);
        d.ipv4(body, Destination4);
    } else if (second >> 4 == Inet6) {
        d.ipv6(body, Source6);
        d.ipv6(body, Destination6);
    }
    if (second >> 4 == Inet || second >> 4 == Inet6) {
        d.u16(body, SourcePort);
        d.u16(body, DestinationPort);
    }
    if (!body.atEnd())
        d.data(body, Rest, body.remaining());
    if (!isWhole || body.overrun())
        bytes.setOverrun();
}

} // namespace

const ProtocolInfo& ProxyDecoder::protocol() const noexcept {
    return info;
}

bool ProxyDecoder::recognises(Bytes bytes, const Dissection&) const {
    const std::string_view text = textOf(bytes);
    if (text.starts_with(magic))
        return true;
    const std::string_view line = peekLine(ByteReader(bytes));
    return line.starts_with(textMagic) && line.ends_with("\r\n") && line.size() <= longestLine &&
           (line.substr(textMagic.size()).starts_with("TCP") || line.substr(textMagic.size()).starts_with("UNKNOWN"));
}

void ProxyDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (textOf(bytes.rest()).starts_with(magic))
        decodeBinary(bytes, d);
    else
        decodeLine(bytes, d);
    const auto& carrier = d.carrier();
    if (!bytes.overrun() && !bytes.atEnd())
        d.next(Streams,
               {std::min(carrier.sourcePort, carrier.destinationPort),
                std::max(carrier.sourcePort, carrier.destinationPort)},
               bytes);
}

} // namespace tapscope::proxy
