// Local discovery: TiVo's recorders and BitTorrent's clients announce themselves in lines of text.

#include "home_decoders.h"

#include <decode/message_fields.h>
#include <decode/text_line.h>

#include <array>

namespace tapscope::local_discovery {
namespace {

struct LineKind {
    std::string_view start; ///< of the line, including the separator in front of the value
    Dissection::Field field;
};

/// Lines of "name=value" or "name: value": names that have a field are added as that field.
void decodeLines(ByteReader& bytes, Dissection& d, std::span<const LineKind> kinds, Dissection::Field other) {
    while (!bytes.atEnd()) {
        const std::string_view whole = peekLine(bytes), line = withoutLineEnd(whole);
        ByteReader content = bytes.part(whole.size());
        const auto kind =
            std::ranges::find_if(kinds, [&](const LineKind& each) { return line.starts_with(each.start); });
        if (kind != kinds.end() && line.size() > kind->start.size()) {
            content.skip(kind->start.size());
            d.text(content, kind->field, line.size() - kind->start.size());
        } else if (!line.empty()) {
            d.text(content, other, line.size());
        }
    }
}

std::string_view textOf(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The value of a line of "name=value".
std::string_view valueOf(std::string_view text, std::string_view start) noexcept {
    const std::size_t at = text.find(start);
    if (at == std::string_view::npos)
        return {};
    text.remove_prefix(at + start.size());
    return text.substr(0, text.find_first_of("\r\n"));
}

namespace tivo {
enum Field : std::uint16_t { Flavor, Version, Method, Identity, Machine, Platform, Services, Other };
constexpr std::array fields = {
    FieldInfo{.name = "tivoconnect.flavor", .title = "Flavor", .type = FieldType::Text},
    FieldInfo{.name = "tivoconnect.version", .title = "Version", .type = FieldType::Text},
    FieldInfo{.name = "tivoconnect.method", .title = "Method", .type = FieldType::Text},
    FieldInfo{.name = "tivoconnect.identity", .title = "Identity", .type = FieldType::Text},
    FieldInfo{.name = "tivoconnect.machine", .title = "Machine", .type = FieldType::Text},
    FieldInfo{.name = "tivoconnect.platform", .title = "Platform", .type = FieldType::Text},
    FieldInfo{.name = "tivoconnect.services", .title = "Services", .type = FieldType::Text},
    FieldInfo{.name = "tivoconnect.unknown", .title = "Unknown", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"udp.port", 2190}};
const ProtocolInfo info = {.abbreviation = "tivoconnect",
                           .title = "TiVoConnect Discovery Protocol",
                           .column = "TiVoConnect",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::array<LineKind, 7> kinds = {{{"tivoconnect=", Flavor},
                                            {"swversion=", Version},
                                            {"method=", Method},
                                            {"identity=", Identity},
                                            {"machine=", Machine},
                                            {"platform=", Platform},
                                            {"services=", Services}}};
} // namespace tivo

namespace lsd {
enum Field : std::uint16_t { Header, Host, Port, InfoHash, Cookie, Other };
constexpr std::array fields = {
    FieldInfo{.name = "lsd.header", .title = "Header", .type = FieldType::Text},
    FieldInfo{.name = "lsd.host", .title = "Host", .type = FieldType::Text},
    FieldInfo{.name = "lsd.port", .title = "Port", .type = FieldType::Text},
    FieldInfo{.name = "lsd.infohash", .title = "Infohash", .type = FieldType::Text},
    FieldInfo{.name = "lsd.cookie", .title = "cookie", .type = FieldType::Text},
    FieldInfo{.name = "lsd.line", .title = "Line", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"udp.port", 6771}};
const ProtocolInfo info = {
    .abbreviation = "lsd", .title = "Local Service Discovery", .column = "LSD", .fields = fields, .hooks = hooks};
constexpr std::array<LineKind, 4> kinds = {
    {{"Host: ", Host}, {"Port: ", Port}, {"Infohash: ", InfoHash}, {"cookie: ", Cookie}}};
constexpr std::string_view start = "BT-SEARCH * ";
} // namespace lsd

} // namespace

const ProtocolInfo& TivoConnectDecoder::protocol() const noexcept {
    return tivo::info;
}

bool TivoConnectDecoder::accepts(Bytes bytes, Claim) const {
    return textOf(bytes).starts_with("TiVoConnect=") || textOf(bytes).starts_with("tivoconnect=");
}

void TivoConnectDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::string_view text = textOf(bytes.rest());
    d.info("Discovery {} {} ({})", valueOf(text, "method=") == "broadcast" ? "Beacon" : "Connection",
           valueOf(text, "machine="), valueOf(text, "identity="));
    const std::string_view head = withoutLineEnd(peekLine(bytes));
    if (const std::size_t at = head.find('='); at + 1 < head.size()) {
        bytes.skip(at + 1);
        d.text(bytes, tivo::Flavor, head.size() - at - 1);
    }
    decodeLines(bytes, d, tivo::kinds, tivo::Other);
}

const ProtocolInfo& LocalServiceDiscoveryDecoder::protocol() const noexcept {
    return lsd::info;
}

bool LocalServiceDiscoveryDecoder::accepts(Bytes bytes, Claim) const {
    return textOf(bytes).starts_with(lsd::start);
}

void LocalServiceDiscoveryDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::string_view whole = peekLine(bytes);
    d.info("{}", valueOf(textOf(bytes.rest()), "Infohash: "));
    ByteReader head = bytes.part(whole.size());
    d.text(head, lsd::Header, withoutLineEnd(whole).size());
    decodeLines(bytes, d, lsd::kinds, lsd::Other);
}

} // namespace tapscope::local_discovery
