#include "telephony_decoders.h"

#include <decode/message_fields.h>
#include <decode/text_line.h>

#include <algorithm>
#include <array>

namespace tapscope::mgcp {
namespace {

enum Field : std::uint16_t {
    Verb,
    TransactionId,
    EndpointName,
    Version,
    ResponseCode,
    ResponseString,
    Parameter,
    Line
};
constexpr std::array fields = {
    FieldInfo{.name = "mgcp.req.verb", .title = "Verb", .type = FieldType::Text},
    FieldInfo{.name = "mgcp.transid", .title = "Transaction ID", .type = FieldType::Text},
    FieldInfo{.name = "mgcp.req.endpoint", .title = "EndpointName", .type = FieldType::Text},
    FieldInfo{.name = "mgcp.version", .title = "Version", .type = FieldType::Text},
    FieldInfo{.name = "mgcp.rsp.rspcode", .title = "Response Code", .type = FieldType::Text},
    FieldInfo{.name = "mgcp.rsp.rspstring", .title = "Response String", .type = FieldType::Text},
    FieldInfo{.name = "mgcp.params", .title = "Parameter", .type = FieldType::Text},
    FieldInfo{.name = "mgcp.line", .title = "Line", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"udp.port", 2427}, Hook{"udp.port", 2727}};
const ProtocolInfo info = {.abbreviation = "mgcp",
                           .title = "Media Gateway Control Protocol",
                           .column = "MGCP",
                           .fields = fields,
                           .hooks = hooks};
constexpr std::array<std::string_view, 10> verbs = {"EPCF", "CRCX", "MDCX", "DLCX", "RQNT",
                                                    "NTFY", "AUEP", "AUCX", "RSIP", "MESG"};

bool isDigit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool isVerb(std::string_view word) noexcept {
    constexpr std::size_t verbSize = 4;
    return word.size() == verbSize && std::ranges::find(verbs, word) != verbs.end();
}

bool isCode(std::string_view word) noexcept {
    constexpr std::size_t codeSize = 3;
    return word.size() == codeSize && std::ranges::all_of(word, isDigit);
}

/// The next word of a line, read as a field; the spaces after it are skipped.
void word(ByteReader& line, Dissection& d, Field field) {
    const std::string_view rest = withoutLineEnd(peekLine(line));
    const std::size_t size = std::min(rest.find(' '), rest.size());
    if (size != 0)
        d.text(line, field, size);
    while (line.peek() == ' ')
        line.skip(1);
}

void restOfLine(ByteReader& line, Dissection& d, Field field) {
    if (const std::size_t size = withoutLineEnd(peekLine(line)).size(); size != 0)
        d.text(line, field, size);
}

} // namespace

const ProtocolInfo& MgcpDecoder::protocol() const noexcept {
    return info;
}

bool MgcpDecoder::accepts(Bytes bytes, Claim) const {
    const std::string_view line = withoutLineEnd(peekLine(ByteReader(bytes)));
    const std::string_view first = line.substr(0, line.find(' '));
    return isVerb(first) || isCode(first);
}

void MgcpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::string_view first = peekLine(bytes);
    d.info("{}", withoutLineEnd(first));
    ByteReader line = bytes.part(first.size());
    if (isCode(first.substr(0, first.find(' ')))) {
        word(line, d, ResponseCode);
        word(line, d, TransactionId);
        restOfLine(line, d, ResponseString);
    } else {
        word(line, d, Verb);
        word(line, d, TransactionId);
        word(line, d, EndpointName);
        restOfLine(line, d, Version);
    }
    bool isBody = false; // after an empty line: a session description, or the next message
    while (!bytes.atEnd()) {
        const std::string_view next = peekLine(bytes);
        ByteReader content = bytes.part(next.size());
        if (withoutLineEnd(next).empty())
            isBody = true;
        else
            restOfLine(content, d, isBody ? Line : Parameter);
    }
}

} // namespace tapscope::mgcp
