#include "hpack.h"

#include <array>

namespace tapscope::hpack {
namespace {

struct Entry {
    std::string_view name, value;
};
/// RFC 7541 appendix A; the first has the index 1.
constexpr std::array staticTable = {
    Entry{":authority", ""},
    Entry{":method", "GET"},
    Entry{":method", "POST"},
    Entry{":path", "/"},
    Entry{":path", "/index.html"},
    Entry{":scheme", "http"},
    Entry{":scheme", "https"},
    Entry{":status", "200"},
    Entry{":status", "204"},
    Entry{":status", "206"},
    Entry{":status", "304"},
    Entry{":status", "400"},
    Entry{":status", "404"},
    Entry{":status", "500"},
    Entry{"accept-charset", ""},
    Entry{"accept-encoding", "gzip, deflate"},
    Entry{"accept-language", ""},
    Entry{"accept-ranges", ""},
    Entry{"accept", ""},
    Entry{"access-control-allow-origin", ""},
    Entry{"age", ""},
    Entry{"allow", ""},
    Entry{"authorization", ""},
    Entry{"cache-control", ""},
    Entry{"content-disposition", ""},
    Entry{"content-encoding", ""},
    Entry{"content-language", ""},
    Entry{"content-length", ""},
    Entry{"content-location", ""},
    Entry{"content-range", ""},
    Entry{"content-type", ""},
    Entry{"cookie", ""},
    Entry{"date", ""},
    Entry{"etag", ""},
    Entry{"expect", ""},
    Entry{"expires", ""},
    Entry{"from", ""},
    Entry{"host", ""},
    Entry{"if-match", ""},
    Entry{"if-modified-since", ""},
    Entry{"if-none-match", ""},
    Entry{"if-range", ""},
    Entry{"if-unmodified-since", ""},
    Entry{"last-modified", ""},
    Entry{"link", ""},
    Entry{"location", ""},
    Entry{"max-forwards", ""},
    Entry{"proxy-authenticate", ""},
    Entry{"proxy-authorization", ""},
    Entry{"range", ""},
    Entry{"referer", ""},
    Entry{"refresh", ""},
    Entry{"retry-after", ""},
    Entry{"server", ""},
    Entry{"set-cookie", ""},
    Entry{"strict-transport-security", ""},
    Entry{"transfer-encoding", ""},
    Entry{"user-agent", ""},
    Entry{"vary", ""},
    Entry{"via", ""},
    Entry{"www-authenticate", ""},
};

/// A number that begins in the lowest `bits` of an octet (RFC 7541 section 5.1).
std::uint64_t takeNumber(ByteReader& block, unsigned bits) noexcept {
    constexpr unsigned mostShift = 28; // larger numbers are not valid sizes or indices
    const std::uint64_t mask = (1U << bits) - 1;
    std::uint64_t number = block.u8() & mask;
    if (number < mask)
        return number;
    for (unsigned shift = 0; !block.overrun(); shift += 7) {
        const std::uint8_t octet = block.u8();
        if (shift > mostShift) {
            block.setOverrun();
            return 0;
        }
        number += static_cast<std::uint64_t>(octet & 0x7fU) << shift;
        if ((octet & 0x80U) == 0)
            return number;
    }
    return 0;
}

std::string_view asText(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view takeText(ByteReader& block, Dissection& d) {
    const bool isCoded = (block.peek() & 0x80U) != 0;
    const Bytes octets = block.take(takeNumber(block, 7));
    if (!isCoded)
        return asText(octets);
    constexpr std::size_t shortestCode = 5; // bits
    const std::span<std::byte> room = d.derive(octets.size() * 8 / shortestCode);
    const auto size = decodeHuffman(octets, room);
    if (!size) {
        block.setOverrun();
        return {};
    }
    return asText(room.first(*size));
}

void look(Header& header) noexcept {
    if (header.index == 0 || header.index > staticTable.size())
        return;
    const Entry& entry = staticTable[header.index - 1];
    header.name = entry.name;
    if (header.form == Header::Form::Indexed)
        header.value = entry.value;
}

} // namespace

std::optional<Header> readHeader(ByteReader& block, Dissection& d) {
    if (block.atEnd())
        return std::nullopt;
    const std::size_t start = block.offset();
    const std::uint8_t first = block.peek();
    Header header;
    if ((first & 0x80U) != 0) {
        header.index = takeNumber(block, 7);
    } else if ((first & 0xc0U) == 0x40U) {
        header.form = Header::Form::Incremental;
        header.index = takeNumber(block, 6);
    } else if ((first & 0xe0U) == 0x20U) {
        header.form = Header::Form::TableSize;
        header.index = takeNumber(block, 5);
    } else {
        header.form = (first & 0x10U) != 0 ? Header::Form::NeverIndexed : Header::Form::WithoutIndexing;
        header.index = takeNumber(block, 4);
    }
    if (header.form != Header::Form::TableSize)
        look(header);
    if (header.form != Header::Form::TableSize && header.form != Header::Form::Indexed) {
        if (header.index == 0)
            header.name = takeText(block, d);
        header.value = takeText(block, d);
    }
    if (block.overrun())
        return std::nullopt;
    header.range = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(block.offset() - start)};
    return header;
}

} // namespace tapscope::hpack
