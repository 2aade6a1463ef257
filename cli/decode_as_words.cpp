#include "decode_as_words.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <set>

namespace tapscope::cli {
namespace {

std::set<std::string_view> tablesOf(const DecoderRegistry& registry) {
    std::set<std::string_view> tables{"linktype"};
    for (ProtocolId id = 0; id < registry.protocolCount(); ++id)
        tables.insert(registry.protocol(id).tables.begin(), registry.protocol(id).tables.end());
    return tables;
}

std::optional<std::uint32_t> numberOf(std::string_view text) {
    const bool isHex = text.starts_with("0x");
    if (isHex)
        text.remove_prefix(2);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, isHex ? 16 : 10);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

struct Keys {
    std::uint32_t first = 0, last = 0;
};

std::optional<Keys> keysOf(std::string_view text) {
    const auto dash = text.find('-');
    const auto first = numberOf(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : numberOf(text.substr(dash + 1));
    constexpr std::uint32_t most = 65536; // ports
    if (!first || !last || *last < *first || *last - *first >= most)
        return std::nullopt;
    return Keys{*first, *last};
}

} // namespace

Result<DecodeAsList> parseDecodeAs(const std::vector<std::string>& words, const DecoderRegistry& registry) {
    DecodeAsList list;
    for (const auto& word : words) {
        const auto wrong = [&](std::string_view reason, std::string_view hint) {
            return failure(ErrorKind::Invalid, "decode as", word, reason, hint);
        };
        const auto equals = word.find("==");
        const auto comma = word.find(',');
        if (equals == std::string::npos || comma == std::string::npos || comma < equals)
            return wrong("it is not a rule", "Write TABLE==NUMBER,PROTOCOL, such as tcp.port==8888,http");
        const std::string table = word.substr(0, equals), protocol = word.substr(comma + 1);
        const auto keys = keysOf(std::string_view(word).substr(equals + 2, comma - equals - 2));
        if (!keys)
            return wrong("its number is not a number, or not a range of at most 65536", "");
        const auto tables = tablesOf(registry);
        if (!tables.contains(table)) {
            std::string known;
            for (const auto name : tables)
                known += (known.empty() ? "" : ", ") + std::string(name);
            return wrong("there is no table \"" + table + "\"", "There are: " + known);
        }
        if (registry.findProtocol(protocol) == noProtocol)
            return wrong("there is no protocol \"" + protocol + "\"", "");
        for (std::uint64_t key = keys->first; key <= keys->last; ++key)
            list.push_back({.table = table, .key = static_cast<std::uint32_t>(key), .protocol = protocol});
    }
    return list;
}

} // namespace tapscope::cli
