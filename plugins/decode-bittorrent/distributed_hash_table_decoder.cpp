#include "bittorrent_decoder.h"

#include <decode/message_fields.h>

#include <array>
#include <optional>

namespace tapscope::distributed_hash_table {
namespace {

enum Field : std::uint16_t { Dictionary, List, String, Integer, Terminator };
constexpr std::array fields = {
    FieldInfo{.name = "bt-dht.bencoded.dict", .title = "Dictionary", .type = FieldType::Label},
    FieldInfo{.name = "bt-dht.bencoded.list", .title = "List", .type = FieldType::Label},
    FieldInfo{.name = "bt-dht.bencoded.string", .title = "String", .type = FieldType::ByteString},
    FieldInfo{.name = "bt-dht.bencoded.int", .title = "Integer", .type = FieldType::Text},
    FieldInfo{.name = "bt-dht.bencoded.list.terminator", .title = "Terminator", .type = FieldType::Text},
};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "bt-dht",
                           .title = "BitTorrent DHT Protocol",
                           .column = "BT-DHT",
                           .fields = fields,
                           .heuristics = heuristics};

std::string_view textOf(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool isDigit(std::uint8_t octet) noexcept {
    return octet >= '0' && octet <= '9';
}

/// Reads the length in front of a string, such as "20:".
std::optional<std::size_t> stringLength(ByteReader& bytes) noexcept {
    constexpr std::size_t mostDigits = 5;
    std::size_t length = 0, digits = 0;
    while (isDigit(bytes.peek()) && digits++ < mostDigits)
        length = length * 10 + (bytes.u8() - std::size_t{'0'});
    return digits != 0 && bytes.u8() == ':' ? std::optional(length) : std::nullopt;
}

/// Reads element after element; elements nested too deeply are added beside the others. False if the bytes are not an
/// element.
bool decodeElement(ByteReader& bytes, Dissection& d) {
    const std::uint8_t first = bytes.peek();
    if (first == 'e') {
        d.text(bytes, Terminator, 1);
        return true;
    }
    if (first == 'd' || first == 'l') {
        d.add(first == 'd' ? Dictionary : List, rangeAhead(bytes, 1), 0);
        bytes.skip(1);
        return true;
    }
    if (first == 'i') {
        const std::string_view rest = textOf(bytes.rest());
        const std::size_t end = rest.find('e');
        if (end == std::string_view::npos)
            return false;
        bytes.skip(1);
        if (end > 1)
            d.text(bytes, Integer, end - 1);
        bytes.skip(1);
        return true;
    }
    const auto length = stringLength(bytes);
    if (!length)
        return false;
    if (*length != 0)
        d.data(bytes, String, *length);
    return true;
}

} // namespace

const ProtocolInfo& DistributedHashTableDecoder::protocol() const noexcept {
    return info;
}

/// Recognises a dictionary whose first key is that of arguments, an error, an answer, or a sender's address (BEP 5, BEP
/// 42).
bool DistributedHashTableDecoder::recognises(Bytes bytes, const Dissection&) const {
    const std::string_view text = textOf(bytes);
    return text.ends_with('e') && (text.starts_with("d1:ad2:id20:") || text.starts_with("d1:rd2:id20:") ||
                                   text.starts_with("d2:ip6:") || text.starts_with("d1:el"));
}

void DistributedHashTableDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("BitTorrent DHT Protocol");
    while (!bytes.atEnd() && !bytes.overrun()) {
        if (!decodeElement(bytes, d)) {
            d.malformed("these bytes are not an element");
            return;
        }
    }
}

} // namespace tapscope::distributed_hash_table
