#include "hpack.h"
#include "http2_fields.h"

#include <base/printable_text.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tapscope::http2 {
namespace {

using hpack::Header;

/// Header names that have their own field.
struct Known {
    std::string_view name;
    Field field;
};
constexpr std::array known = {
    Known{":authority", HeaderAuthority},
    Known{":method", HeaderMethod},
    Known{":path", HeaderPath},
    Known{":scheme", HeaderScheme},
    Known{":status", HeaderStatus},
    Known{"content-type", HeaderContentType},
    Known{"content-length", HeaderContentLength},
    Known{"content-encoding", HeaderContentEncoding},
    Known{"user-agent", HeaderUserAgent},
    Known{"server", HeaderServer},
    Known{"location", HeaderLocation},
    Known{"referer", HeaderReferer},
    Known{"cookie", HeaderCookie},
    Known{"set-cookie", HeaderSetCookie},
    Known{"authorization", HeaderAuthorization},
};
constexpr std::array<std::string_view, 5> representations = {
    "Indexed Header Field", "Literal Header Field with Incremental Indexing", "Literal Header Field without Indexing",
    "Literal Header Field never Indexed", "Maximum Dynamic Table Size Change"};

void addKnown(const Header& header, Dissection& d) {
    const auto found = std::ranges::find(known, header.name, &Known::name);
    if (found == known.end() || header.value.empty())
        return;
    if (fieldTable()[found->field].type == FieldType::Text) {
        d.addText(found->field, header.range, header.value);
        return;
    }
    std::uint64_t number = 0;
    const auto read = std::from_chars(header.value.data(), header.value.data() + header.value.size(), number);
    if (read.ec == std::errc{})
        d.add(found->field, header.range, number);
}

void tell(const Header& header, Dissection& d) {
    constexpr std::size_t longest = 1024;
    const std::string_view value = header.value.substr(0, longest);
    if (header.name == ":method")
        d.infoAppend(": {}", PrintableText<64>(value.substr(0, 16)).view());
    else if (header.name == ":path")
        d.infoAppend(" {}", PrintableText<4 * longest>(value).view());
    else if (header.name == ":status")
        d.infoAppend(": {} {}", PrintableText<64>(value.substr(0, 16)).view(), reasonOf(value));
}

void addHeader(const Header& header, Dissection& d) {
    if (header.form == Header::Form::TableSize) {
        d.add(HeaderTableSize, header.range, header.index);
        return;
    }
    d.addBytes(HeaderItem, header.range);
    if (header.name.empty())
        d.label("Header: in the dynamic table, index {}", header.index);
    else
        d.label("Header: {}: {}", header.name, header.value);
    const auto nest = d.nest();
    if (!header.name.empty()) {
        d.add(HeaderNameLength, header.range, header.name.size());
        d.addText(HeaderName, header.range, header.name);
    }
    if (header.form != Header::Form::Indexed || !header.name.empty()) {
        d.add(HeaderValueLength, header.range, header.value.size());
        d.addText(HeaderValue, header.range, header.value);
    }
    addKnown(header, d);
    d.addText(HeaderRepresentation, header.range, representations[static_cast<std::size_t>(header.form)]);
    if (header.index != 0)
        d.add(HeaderIndex, header.range, header.index);
}

} // namespace

InfoFacts decodeHeaders(ByteReader block, Dissection& d) {
    constexpr std::string_view grpc = "application/grpc";
    InfoFacts told;
    if (block.atEnd())
        return told;
    d.addRest(HeaderBlock, block);
    while (const auto header = hpack::readHeader(block, d)) {
        addHeader(*header, d);
        tell(*header, d);
        told.isGrpc = told.isGrpc || (header->name == "content-type" && header->value.starts_with(grpc));
    }
    if (block.overrun())
        d.malformed("a header field does not fit its block");
    return told;
}

} // namespace tapscope::http2
