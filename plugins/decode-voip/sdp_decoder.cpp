// SDP (RFC 8866). While a capture is learned, it announces the addresses and ports of RTP and RTCP.

#include "text_lines.h"
#include "voip_decoders.h"

#include <arpa/inet.h>

#include <array>
#include <optional>

namespace tapscope::sdp {
namespace {

using namespace voip;

enum Field : std::uint16_t {
    Version,
    Owner,
    SessionName,
    ConnectionInfo,
    Time,
    Media,
    MediaPort,
    MediaProtocol,
    MediaFormat,
    MediaAttribute,
    OtherLine,
};
constexpr std::array fields = {
    FieldInfo{.name = "sdp.version", .title = "Session Description Protocol Version (v)", .type = FieldType::Text},
    FieldInfo{.name = "sdp.owner", .title = "Owner/Creator, Session Id (o)", .type = FieldType::Text},
    FieldInfo{.name = "sdp.session_name", .title = "Session Name (s)", .type = FieldType::Text},
    FieldInfo{.name = "sdp.connection_info", .title = "Connection Information (c)", .type = FieldType::Text},
    FieldInfo{.name = "sdp.time", .title = "Time Description, active time (t)", .type = FieldType::Text},
    FieldInfo{.name = "sdp.media", .title = "Media Description, name and address (m)", .type = FieldType::Text},
    FieldInfo{.name = "sdp.media.port", .title = "Media Port"},
    FieldInfo{.name = "sdp.media.proto", .title = "Media Protocol", .type = FieldType::Text},
    FieldInfo{.name = "sdp.media.format", .title = "Media Format", .type = FieldType::Text},
    FieldInfo{.name = "sdp.media_attr", .title = "Media Attribute (a)", .type = FieldType::Text},
    FieldInfo{.name = "sdp.line", .title = "Line", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"sip.body", 0}};
const ProtocolInfo info = {.abbreviation = "sdp",
                           .title = "Session Description Protocol",
                           .column = "",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

struct LineKind {
    char letter;
    Field field;
};
constexpr std::array kinds = {LineKind{'v', Version},        LineKind{'o', Owner}, LineKind{'s', SessionName},
                              LineKind{'c', ConnectionInfo}, LineKind{'t', Time},  LineKind{'m', Media},
                              LineKind{'a', MediaAttribute}};

/// "IN IP4 192.0.2.1"
std::optional<ColumnAddress> addressOf(std::string_view value) {
    static_cast<void>(readWord(value));
    const bool isIpv6 = readWord(value) == "IP6";
    const std::string_view text = value.substr(0, value.find_first_of("/ "));
    std::array<char, INET6_ADDRSTRLEN> copy{};
    if (text.size() >= copy.size())
        return std::nullopt;
    std::ranges::copy(text, copy.begin());
    std::array<std::byte, 16> octets{};
    if (inet_pton(isIpv6 ? AF_INET6 : AF_INET, copy.data(), octets.data()) != 1)
        return std::nullopt;
    ByteReader reader(octets);
    return isIpv6 ? ColumnAddress::ipv6(octets) : ColumnAddress::ipv4(reader.u32());
}

struct Session {
    std::optional<ColumnAddress> address;
    std::uint32_t port = 0; ///< of the preceding media line, if it is RTP

    /// RTP at the port, RTCP at the next one (RFC 3550 section 11).
    void expectMedia(Dissection& d) {
        constexpr std::uint8_t udp = 17;
        if (port != 0 && address && d.isLearning()) {
            d.expectAt({*address, port, udp}, "rtp");
            d.expectAt({*address, port + 1, udp}, "rtcp");
        }
        port = 0;
    }
};

/// "audio 49170 RTP/AVP 0 8"
void readMedia(const Line& line, std::string_view value, Session& session, Dissection& d) {
    static_cast<void>(readWord(value));
    const std::string_view port = readWord(value);
    const std::string_view protocol = readWord(value);
    const auto nest = d.nest();
    d.add(MediaPort, line.rangeOf(port), numberAt(port));
    d.addText(MediaProtocol, line.rangeOf(protocol), protocol);
    while (!value.empty()) {
        const std::string_view format = readWord(value);
        d.addText(MediaFormat, line.rangeOf(format), format);
    }
    session.expectMedia(d);
    session.port = protocol.starts_with("RTP/") && numberAt(port) < 0xffff ? numberAt(port) : 0;
}

} // namespace

const ProtocolInfo& SdpDecoder::protocol() const noexcept {
    return info;
}

void SdpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    Session session;
    while (!bytes.atEnd()) {
        const Line line = readLine(bytes);
        if (line.text.size() < 2 || line.text[1] != '=')
            continue;
        const std::string_view value = line.text.substr(2);
        const auto kind = std::ranges::find(kinds, line.text[0], &LineKind::letter);
        d.addText(kind == kinds.end() ? OtherLine : kind->field, line.range(), kind == kinds.end() ? line.text : value);
        if (line.text[0] == 'c')
            session.address = addressOf(value);
        else if (line.text[0] == 'm')
            readMedia(line, value, session, d);
    }
    session.expectMedia(d);
}

} // namespace tapscope::sdp
