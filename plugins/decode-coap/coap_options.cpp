#include "coap_fields.h"

#include <decode/message_fields.h>

#include <algorithm>

namespace tapscope::coap {
namespace {

constexpr std::array types = {ValueName{0, "Confirmable"}, ValueName{1, "Non-Confirmable"},
                              ValueName{2, "Acknowledgement"}, ValueName{3, "Reset"}};
constexpr std::array codes = {ValueName{0, "Empty Message"},
                              ValueName{1, "GET"},
                              ValueName{2, "POST"},
                              ValueName{3, "PUT"},
                              ValueName{4, "DELETE"},
                              ValueName{5, "FETCH"},
                              ValueName{6, "PATCH"},
                              ValueName{7, "iPATCH"},
                              ValueName{65, "2.01 Created"},
                              ValueName{66, "2.02 Deleted"},
                              ValueName{67, "2.03 Valid"},
                              ValueName{68, "2.04 Changed"},
                              ValueName{69, "2.05 Content"},
                              ValueName{95, "2.31 Continue"},
                              ValueName{128, "4.00 Bad Request"},
                              ValueName{129, "4.01 Unauthorized"},
                              ValueName{130, "4.02 Bad Option"},
                              ValueName{131, "4.03 Forbidden"},
                              ValueName{132, "4.04 Not Found"},
                              ValueName{133, "4.05 Method Not Allowed"},
                              ValueName{134, "4.06 Not Acceptable"},
                              ValueName{136, "4.08 Request Entity Incomplete"},
                              ValueName{137, "4.09 Conflict"},
                              ValueName{140, "4.12 Precondition Failed"},
                              ValueName{141, "4.13 Request Entity Too Large"},
                              ValueName{143, "4.15 Unsupported Content-Format"},
                              ValueName{150, "4.22 Unprocessable Entity"},
                              ValueName{157, "4.29 Too Many Requests"},
                              ValueName{160, "5.00 Internal Server Error"},
                              ValueName{161, "5.01 Not Implemented"},
                              ValueName{162, "5.02 Bad Gateway"},
                              ValueName{163, "5.03 Service Unavailable"},
                              ValueName{164, "5.04 Gateway Timeout"},
                              ValueName{165, "5.05 Proxying Not Supported"},
                              ValueName{168, "5.08 Hop Limit Reached"},
                              ValueName{225, "7.01 CSM"},
                              ValueName{226, "7.02 Ping"},
                              ValueName{227, "7.03 Pong"},
                              ValueName{228, "7.04 Release"},
                              ValueName{229, "7.05 Abort"}};
constexpr std::array fields = {
    FieldInfo{.name = "coap.version", .title = "Version", .mask = 0xc0},
    FieldInfo{.name = "coap.type", .title = "Type", .values = types, .mask = 0x30},
    FieldInfo{.name = "coap.token_len", .title = "Token Length", .mask = 0xf},
    FieldInfo{.name = "coap.code", .title = "Code", .values = codes},
    FieldInfo{.name = "coap.mid", .title = "Message ID"},
    FieldInfo{.name = "coap.token", .title = "Token", .type = FieldType::ByteString},
    FieldInfo{.name = "coap.opt.name", .title = "Opt Name", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.delta", .title = "Opt Delta", .mask = 0xf0},
    FieldInfo{.name = "coap.opt.delta_ext", .title = "Opt Delta extended"},
    FieldInfo{.name = "coap.opt.length", .title = "Opt Length", .mask = 0xf},
    FieldInfo{.name = "coap.opt.length_ext", .title = "Opt Length extended"},
    FieldInfo{.name = "coap.opt.end_marker", .title = "End of options marker"},
    FieldInfo{.name = "coap.opt.ctype", .title = "Content-type", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.max_age", .title = "Max-age"},
    FieldInfo{.name = "coap.opt.proxy_uri", .title = "Proxy-Uri", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.proxy_scheme", .title = "Proxy-Scheme", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.size1", .title = "Size1"},
    FieldInfo{.name = "coap.opt.etag", .title = "Etag", .type = FieldType::ByteString},
    FieldInfo{.name = "coap.opt.uri_host", .title = "Uri-Host", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.location_path", .title = "Location-Path", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.uri_port", .title = "Uri-Port"},
    FieldInfo{.name = "coap.opt.location_query", .title = "Location-Query", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.uri_path", .title = "Uri-Path", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.observe", .title = "Observe"},
    FieldInfo{.name = "coap.opt.hop_limit", .title = "Hop Limit"},
    FieldInfo{.name = "coap.opt.accept", .title = "Accept", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.if_match", .title = "If-Match", .type = FieldType::ByteString},
    FieldInfo{.name = "coap.opt.block_number", .title = "Block Number"},
    FieldInfo{.name = "coap.opt.block_mflag", .title = "More Flag", .mask = 0x8},
    FieldInfo{.name = "coap.opt.block_size", .title = "Encoded Block Size", .mask = 0x7},
    FieldInfo{.name = "coap.opt.uri_query", .title = "Uri-Query", .type = FieldType::Text},
    FieldInfo{.name = "coap.opt.unknown", .title = "Unknown", .type = FieldType::ByteString},
    FieldInfo{.name = "coap.opt.uri_path_recon", .title = "Uri-Path", .type = FieldType::Text},
    FieldInfo{.name = "coap.payload", .title = "Payload", .type = FieldType::ByteString},
    FieldInfo{.name = "coap.payload_length", .title = "Payload Length"},
    FieldInfo{.name = "coap.response_to", .title = "Request In", .fromHistory = true},
    FieldInfo{
        .name = "coap.response_time", .title = "Response Time", .type = FieldType::RelativeTime, .fromHistory = true},
};

enum class Form : std::uint8_t { Octets, Text, Number, Format, Block };
struct Option {
    std::uint16_t number;
    Field field;
    Form form;
    std::string_view name;
};
/// RFC 7252 section 5.10, RFC 7641, RFC 7959, RFC 8768.
constexpr std::array options = {Option{1, IfMatch, Form::Octets, "If-Match"},
                                Option{3, UriHost, Form::Text, "Uri-Host"},
                                Option{4, Etag, Form::Octets, "Etag"},
                                Option{6, Observe, Form::Number, "Observe"},
                                Option{7, UriPort, Form::Number, "Uri-Port"},
                                Option{8, LocationPath, Form::Text, "Location-Path"},
                                Option{11, UriPath, Form::Text, "Uri-Path"},
                                Option{12, ContentType, Form::Format, "Content-Format"},
                                Option{14, MaxAge, Form::Number, "Max-age"},
                                Option{15, UriQuery, Form::Text, "Uri-Query"},
                                Option{16, HopLimit, Form::Number, "Hop-Limit"},
                                Option{17, Accept, Form::Format, "Accept"},
                                Option{20, LocationQuery, Form::Text, "Location-Query"},
                                Option{23, BlockNumber, Form::Block, "Block2"},
                                Option{27, BlockNumber, Form::Block, "Block1"},
                                Option{35, ProxyUri, Form::Text, "Proxy-Uri"},
                                Option{39, ProxyScheme, Form::Text, "Proxy-Scheme"},
                                Option{60, Size1, Form::Number, "Size1"}};
enum Number : std::uint8_t { HostOption = 3, PathOption = 11, FormatOption = 12, QueryOption = 15 };

constexpr std::array formats = {ValueName{0, "text/plain; charset=utf-8"},
                                ValueName{40, "application/link-format"},
                                ValueName{41, "application/xml"},
                                ValueName{42, "application/octet-stream"},
                                ValueName{47, "application/exi"},
                                ValueName{50, "application/json"},
                                ValueName{51, "application/json-patch+json"},
                                ValueName{52, "application/merge-patch+json"},
                                ValueName{60, "application/cbor"},
                                ValueName{61, "application/cwt"},
                                ValueName{110, "application/senml+json"},
                                ValueName{112, "application/senml+cbor"},
                                ValueName{11542, "application/vnd.oma.lwm2m+tlv"},
                                ValueName{11543, "application/vnd.oma.lwm2m+json"}};

void append(InfoFacts& told, char mark, std::string_view part) noexcept {
    if (told.pathLength + part.size() + 1 > told.path.size())
        return;
    told.path[told.pathLength++] = mark;
    std::ranges::copy(part, told.path.begin() + static_cast<std::ptrdiff_t>(told.pathLength));
    told.pathLength += part.size();
}

void addBlock(ByteReader& value, Dissection& d, ByteRange range, InfoFacts& told) {
    const std::uint64_t number = value.big(std::min<std::size_t>(3, value.remaining()));
    d.add(BlockNumber, range, number >> 4);
    d.addBits({BlockMore, BlockSize}, range, number);
    told.hasBlock = true;
    told.block = static_cast<std::uint32_t>(number >> 4);
}

void addValue(const Option& option, ByteReader value, Dissection& d, InfoFacts& told) {
    const ByteRange range = rangeAhead(value, value.remaining());
    switch (option.form) {
    case Form::Octets:
        if (!value.atEnd())
            d.data(value, option.field, value.remaining());
        break;
    case Form::Text: {
        const std::string_view text = d.text(value, option.field, value.remaining());
        if (option.number == HostOption)
            told.host = text;
        else if (option.number == PathOption)
            append(told, '/', text);
        else if (option.number == QueryOption)
            append(told, std::string_view(told.path.data(), told.pathLength).contains('?') ? '&' : '?', text);
        break;
    }
    case Form::Number:
        d.add(option.field, range, value.big(std::min<std::size_t>(4, value.remaining())));
        break;
    case Form::Format: {
        const auto name = nameOf(formats, value.big(std::min<std::size_t>(2, value.remaining())), "Unknown Type");
        d.addText(option.field, range, name);
        if (option.number == FormatOption)
            told.format = name;
        break;
    }
    case Form::Block:
        addBlock(value, d, range, told);
        break;
    }
}

/// 13 and 14 mean that one or two octets follow; 15 is reserved for the payload marker.
std::uint32_t extended(ByteReader& bytes, Dissection& d, Field field, std::uint8_t nibble) {
    constexpr std::uint8_t oneOctet = 13, twoOctets = 14;
    constexpr std::uint32_t afterOne = 13, afterTwo = 269;
    if (nibble == oneOctet)
        return afterOne + static_cast<std::uint32_t>(d.uint(bytes, field, 1));
    return nibble == twoOctets ? afterTwo + static_cast<std::uint32_t>(d.uint(bytes, field, 2)) : nibble;
}

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

InfoFacts decodeOptions(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t marker = 0xff, reserved = 15;
    InfoFacts told;
    std::uint32_t number = 0;
    while (!bytes.atEnd() && !bytes.overrun()) {
        if (bytes.peek() == marker) {
            d.u8(bytes, EndMarker);
            told.hasPayload = true;
            return told;
        }
        const ByteRange range = rangeAhead(bytes, 1);
        const std::uint8_t head = bytes.u8();
        if (head >> 4 == reserved || (head & 0xfU) == reserved) {
            d.malformed("an option has a reserved length");
            return told;
        }
        d.addBits({OptionDelta, OptionLength}, range, head);
        number += extended(bytes, d, OptionDeltaExtended, head >> 4);
        const std::uint32_t length = extended(bytes, d, OptionLengthExtended, head & 0xfU);
        ByteReader value = bytes.part(length);
        if (value.remaining() < length) {
            bytes.setOverrun();
            return told;
        }
        const auto found = std::ranges::find(options, number, &Option::number);
        d.addText(OptionName, {range.offset, static_cast<std::uint32_t>(bytes.offset()) - range.offset},
                  found != options.end() ? found->name : "Unknown Option");
        const auto nest = d.nest();
        if (found != options.end())
            addValue(*found, value, d, told);
        else if (!value.atEnd())
            d.data(value, UnknownOption, value.remaining());
    }
    return told;
}

} // namespace tapscope::coap
