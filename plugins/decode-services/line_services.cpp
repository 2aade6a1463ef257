// NNTP, WHOIS and Kismet's protocol: requests and replies are lines of text; the first one is shown in the Info column.

#include "services_decoders.h"

#include <decode/message_fields.h>
#include <decode/text_line.h>

#include <array>

namespace tapscope {
namespace {

/// Each line is a field.
void decodeLines(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    while (!bytes.atEnd()) {
        const std::string_view line = peekLine(bytes);
        const std::size_t length = withoutLineEnd(line).size();
        if (length != 0)
            d.text(bytes, field, length);
        bytes.skip(line.size() - length);
    }
}

namespace nntp {
constexpr std::uint32_t port = 119;
enum Field : std::uint16_t { IsRequest, IsResponse, Line };
constexpr std::array fields = {
    FieldInfo{.name = "nntp.request", .title = "Request", .type = FieldType::Boolean},
    FieldInfo{.name = "nntp.response", .title = "Response", .type = FieldType::Boolean},
    FieldInfo{.name = "nntp.line", .title = "Line", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {.abbreviation = "nntp",
                           .title = "Network News Transfer Protocol",
                           .column = "NNTP",
                           .fields = fields,
                           .hooks = hooks};
} // namespace nntp

namespace whois {
constexpr std::uint32_t port = 43;
enum Field : std::uint16_t { Query, Answer };
constexpr std::array fields = {
    FieldInfo{.name = "whois.query", .title = "Query", .type = FieldType::Text},
    FieldInfo{.name = "whois.answer", .title = "Answer", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {
    .abbreviation = "whois", .title = "whois", .column = "WHOIS", .fields = fields, .hooks = hooks};
} // namespace whois

namespace kismet {
constexpr std::uint32_t port = 2501;
enum Field : std::uint16_t { IsRequest, IsResponse, Line };
constexpr std::array fields = {
    FieldInfo{.name = "kismet.request", .title = "Request", .type = FieldType::Boolean},
    FieldInfo{.name = "kismet.response", .title = "Response", .type = FieldType::Boolean},
    FieldInfo{.name = "kismet.line", .title = "Line", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {.abbreviation = "kismet",
                           .title = "Kismet Client/Server Protocol",
                           .column = "kismet",
                           .fields = fields,
                           .hooks = hooks};
} // namespace kismet

void decodeDialogue(ByteReader& bytes, Dissection& d, bool isRequest, Dissection::Field mark, Dissection::Field line) {
    d.add(mark, {static_cast<std::uint32_t>(bytes.offset()), 0}, 1);
    d.info("{}: {}", isRequest ? "Request" : "Response", withoutLineEnd(peekLine(bytes)));
    decodeLines(bytes, d, line);
}

} // namespace

const ProtocolInfo& NntpDecoder::protocol() const noexcept {
    return nntp::info;
}

void NntpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isRequest = isToServer(d, nntp::port);
    decodeDialogue(bytes, d, isRequest, isRequest ? nntp::IsRequest : nntp::IsResponse, nntp::Line);
}

const ProtocolInfo& WhoisDecoder::protocol() const noexcept {
    return whois::info;
}

void WhoisDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isQuery = isToServer(d, whois::port);
    if (isQuery)
        d.info("Query: {}", withoutLineEnd(peekLine(bytes)));
    else
        d.info("Answer");
    decodeLines(bytes, d, isQuery ? whois::Query : whois::Answer);
}

const ProtocolInfo& KismetDecoder::protocol() const noexcept {
    return kismet::info;
}

bool KismetDecoder::accepts(Bytes bytes, Claim) const {
    const std::uint8_t first = ByteReader(bytes).peek();
    return first == '*' || first == '!';
}

void KismetDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isRequest = isToServer(d, kismet::port);
    decodeDialogue(bytes, d, isRequest, isRequest ? kismet::IsRequest : kismet::IsResponse, kismet::Line);
}

} // namespace tapscope
