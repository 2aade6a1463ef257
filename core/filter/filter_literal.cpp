#include <base/ascii_case.h>
#include <base/ip_address.h>
#include <filter/filter_literal.h>
#include <filter/filter_time.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <optional>

namespace tapscope {
namespace {

using Expression = FilterProgram::Expression;
using Node = FilterSyntax::Node;
using Read = std::expected<Expression, std::string>;

Expression literal(ValueKind kind) {
    return {.kind = Expression::Kind::Literal, .valueKind = kind};
}

std::optional<std::uint64_t> readUnsigned(std::string_view word) {
    int base = 10;
    if (word.starts_with("0x") || word.starts_with("0X")) {
        base = 16;
        word.remove_prefix(2);
    } else if (word.starts_with("0b") || word.starts_with("0B")) {
        base = 2;
        word.remove_prefix(2);
    } else if (word.size() > 1 && word.front() == '0') {
        base = 8;
    }
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number, base);
    if (word.empty() || error != std::errc{} || end != word.data() + word.size())
        return std::nullopt;
    return number;
}

Read readInteger(const Node& node, const LiteralContext& context) {
    Expression value = literal(ValueKind::Integer);
    if (node.kind == Node::Kind::Character) {
        value.number = static_cast<unsigned char>(node.text.front());
        return value;
    }
    const bool isBoolean = context.type == FieldType::Boolean;
    if (node.kind == Node::Kind::Word) {
        if (const auto number = readUnsigned(node.text)) {
            value.number = isBoolean ? std::uint64_t{*number != 0} : *number;
            return value;
        }
        if (isBoolean && (node.text == "True" || node.text == "TRUE" || node.text == "true")) {
            value.number = 1;
            return value;
        }
        if (isBoolean && (node.text == "False" || node.text == "FALSE" || node.text == "false"))
            return value;
    }
    const auto named =
        std::ranges::find_if(context.names, [&](const auto& each) { return equalsIgnoringCase(each.name, node.text); });
    if (named != context.names.end()) {
        value.number = named->value;
        return value;
    }
    if (isBoolean && context.names.empty() &&
        (equalsIgnoringCase(node.text, "set") || equalsIgnoringCase(node.text, "not set"))) {
        value.number = equalsIgnoringCase(node.text, "set") ? 1 : 0;
        return value;
    }
    if (isBoolean)
        return std::unexpected(fmt::format("\"{}\" is neither True nor False", node.text));
    if (node.kind == Node::Kind::String && readUnsigned(node.text))
        return std::unexpected(fmt::format("a number is written without quotes: {}", node.text));
    return std::unexpected(context.names.empty()
                               ? fmt::format("\"{}\" is not a number", node.text)
                               : fmt::format("\"{}\" is neither a number nor a known name", node.text));
}

std::optional<double> readDecimal(std::string_view word) {
    double number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || error != std::errc{} || end != word.data() + word.size())
        return std::nullopt;
    return number;
}

/// Seconds with up to nine decimals, exactly.
std::optional<std::int64_t> readSeconds(std::string_view word) {
    const auto dot = word.find('.');
    std::int64_t seconds = 0, fraction = 0;
    const std::string_view whole = word.substr(0, dot);
    if (const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
        (error != std::errc{} && !whole.empty()) || (!whole.empty() && end != whole.data() + whole.size()))
        return std::nullopt;
    constexpr std::int64_t perSecond = 1'000'000'000;
    if (seconds < 0 || seconds > INT64_MAX / perSecond - 1)
        return std::nullopt;
    if (dot != std::string_view::npos) {
        std::string digits(word.substr(dot + 1));
        if (digits.size() > 9 || (digits.empty() && whole.empty()))
            return std::nullopt;
        digits.resize(9, '0');
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), fraction);
        if (error != std::errc{} || end != digits.data() + digits.size() || fraction < 0)
            return std::nullopt;
    } else if (whole.empty()) {
        return std::nullopt;
    }
    return seconds * perSecond + fraction;
}

Read readAddress(const Node& node, IpAddress::Family family) {
    const bool isV4 = family == IpAddress::Family::V4;
    const auto prefix = IpPrefix::parse(node.text);
    if (!prefix || prefix->address.family != family)
        return std::unexpected(fmt::format("\"{}\" is not a valid IPv{} address{}", node.text, isV4 ? 4 : 6,
                                           node.text.contains('/') ? " with a prefix length" : ""));
    if (node.kind != Node::Kind::Word)
        return std::unexpected(fmt::format("an address is written without quotes: {}", node.text));
    Expression value = literal(isV4 ? ValueKind::Ipv4 : ValueKind::Ipv6);
    if (node.text.contains('/'))
        value.prefixBits = prefix->length;
    const auto octets = std::as_bytes(std::span(prefix->address.octets)).first(isV4 ? 4 : 16);
    value.bytes.assign(octets.begin(), octets.end());
    for (std::size_t i = 0; i < 4; ++i)
        value.number = value.number << 8 | prefix->address.octets[i];
    return value;
}

/// "0a", "0a:0b", "0a-0b", "0a.0b", "0a0b", "a" and "0x0a".
std::optional<std::vector<std::byte>> readBytes(std::string_view word) {
    if (word.starts_with("0x") && word.size() <= 4)
        word.remove_prefix(2);
    const auto digit = [](char c) -> std::optional<unsigned> {
        c = lowerCase(c);
        if (c >= '0' && c <= '9')
            return static_cast<unsigned>(c - '0');
        if (c >= 'a' && c <= 'f')
            return static_cast<unsigned>(c - 'a' + 10);
        return std::nullopt;
    };
    const auto isSeparator = [](char c) { return c == ':' || c == '-' || c == '.'; };
    std::vector<std::byte> bytes;
    while (!word.empty()) {
        const auto high = digit(word.front());
        if (!high)
            return std::nullopt;
        word.remove_prefix(1);
        unsigned octet = *high;
        if (const auto low = word.empty() ? std::nullopt : digit(word.front())) {
            octet = octet << 4 | *low;
            word.remove_prefix(1);
        } else if (!word.empty() && !isSeparator(word.front())) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<std::byte>(octet));
        if (!word.empty() && isSeparator(word.front())) {
            word.remove_prefix(1);
            if (word.empty())
                return std::nullopt;
        }
    }
    return bytes.empty() ? std::nullopt : std::optional(bytes);
}

Read readOctets(const Node& node, const LiteralContext& context) {
    Expression value = literal(ValueKind::Octets);
    if (node.kind == Node::Kind::Word) {
        auto bytes = readBytes(node.text);
        if (!bytes)
            return std::unexpected(
                context.type == FieldType::Mac
                    ? fmt::format("\"{}\" is not a valid MAC address", node.text)
                    : fmt::format("\"{}\" is not a sequence of bytes such as 0a:0b; text is written in quotes",
                                  node.text));
        value.bytes = std::move(*bytes);
        return value;
    }
    if (context.type == FieldType::Mac && node.kind == Node::Kind::String)
        return std::unexpected(fmt::format("a MAC address is written without quotes: {}", node.text));
    const auto bytes = std::as_bytes(std::span(node.text));
    value.bytes.assign(bytes.begin(), bytes.end());
    return value;
}

} // namespace

ValueKind valueKindOf(FieldType type) noexcept {
    switch (type) {
    case FieldType::Boolean:
    case FieldType::Unsigned:
    case FieldType::Signed:
        return ValueKind::Integer;
    case FieldType::Double:
        return ValueKind::Real;
    case FieldType::RelativeTime:
        return ValueKind::Duration;
    case FieldType::AbsoluteTime:
        return ValueKind::Time;
    case FieldType::Ipv4:
        return ValueKind::Ipv4;
    case FieldType::Ipv6:
        return ValueKind::Ipv6;
    case FieldType::Text:
        return ValueKind::Text;
    case FieldType::Label:
        return ValueKind::None;
    default:
        return ValueKind::Octets;
    }
}

std::string_view describe(ValueKind kind) noexcept {
    constexpr std::array<std::string_view, 9> words = {"a label",         "a number", "a decimal number",
                                                       "a duration",      "a time",   "an IPv4 address",
                                                       "an IPv6 address", "bytes",    "text"};
    return words[static_cast<std::size_t>(kind)];
}

Read readLiteral(const Node& node, const LiteralContext& context) {
    switch (context.kind) {
    case ValueKind::None:
        break;
    case ValueKind::Integer:
        return readInteger(node, context);
    case ValueKind::Ipv4:
        return readAddress(node, IpAddress::Family::V4);
    case ValueKind::Ipv6:
        return readAddress(node, IpAddress::Family::V6);
    case ValueKind::Octets:
        return readOctets(node, context);
    case ValueKind::Real:
        if (const auto number = readDecimal(node.text); number && node.kind == Node::Kind::Word) {
            Expression value = literal(ValueKind::Real);
            value.number = std::bit_cast<std::uint64_t>(*number);
            return value;
        }
        return std::unexpected(fmt::format("\"{}\" is not a decimal number", node.text));
    case ValueKind::Duration:
        if (const auto time = readSeconds(node.text); time && node.kind == Node::Kind::Word) {
            Expression value = literal(ValueKind::Duration);
            value.number = static_cast<std::uint64_t>(*time);
            return value;
        }
        return std::unexpected(fmt::format("\"{}\" is not a number of seconds such as 0.25", node.text));
    case ValueKind::Time:
        if (const auto time = readTime(node.text)) {
            Expression value = literal(ValueKind::Time);
            value.number = static_cast<std::uint64_t>(*time);
            return value;
        }
        return std::unexpected(fmt::format(
            "\"{}\" is not a time such as \"2025-07-04 12:34:56.5\" or \"Jul  4, 2025 12:34:56 UTC\"", node.text));
    case ValueKind::Text: {
        Expression value = literal(ValueKind::Text);
        const auto bytes = std::as_bytes(std::span(node.text));
        value.bytes.assign(bytes.begin(), bytes.end());
        return value;
    }
    }
    return std::unexpected("it has no value that could be compared");
}

} // namespace tapscope
