#include <decode/field_text.h>
#include <filter/field_condition.h>

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

namespace tapscope {
namespace {

std::string quotedLiteral(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(c));
        else
            out += c;
    }
    return out += '"';
}

std::string octets(Bytes bytes) {
    std::string out;
    for (const std::byte octet : bytes)
        fmt::format_to(std::back_inserter(out), "{}{:02x}", out.empty() ? "" : ":", std::to_integer<unsigned>(octet));
    return out;
}

std::string_view contentOf(const Dissection& dissection, const FieldValue& value) {
    if (value.hasMadeText)
        return dissection.madeText(value);
    const Bytes bytes = dissection.bytesOf(value);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

std::string conditionFor(const DecoderRegistry& registry, const Dissection& dissection, const FieldValue& value) {
    const FieldInfo& info = registry.field(value.field);
    switch (info.type) {
    case FieldType::Label:
        return {};
    case FieldType::Protocol:
        return std::string(info.name);
    case FieldType::ByteString:
    case FieldType::Oid: {
        const Bytes bytes = dissection.bytesOf(value);
        return bytes.empty() ? std::string(info.name) : fmt::format("{} == {}", info.name, octets(bytes));
    }
    case FieldType::Text:
        return fmt::format("{} == {}", info.name, quotedLiteral(contentOf(dissection, value)));
    default:
        break;
    }
    std::string text;
    appendValue(text, registry, dissection, value);
    return fmt::format("{} == {}", info.name, info.type == FieldType::AbsoluteTime ? quotedLiteral(text) : text);
}

namespace {

/// By the innermost IP addresses; empty if there are none.
std::string ipCondition(const Dissection& dissection) {
    const auto& carrier = dissection.carrier();
    const bool isIpv4 = carrier.source.kind == ColumnAddress::Kind::Ipv4;
    if (!isIpv4 && carrier.source.kind != ColumnAddress::Kind::Ipv6)
        return {};
    return fmt::format("{0} == {1} && {0} == {2}", isIpv4 ? "ip.addr" : "ipv6.addr", ColumnText(carrier.source).view(),
                       ColumnText(carrier.destination).view());
}

/// By the innermost ports; empty if there are none.
std::string portCondition(const Dissection& dissection) {
    const auto& carrier = dissection.carrier();
    constexpr std::uint8_t tcp = 6, udp = 17;
    if (carrier.ipProtocol != tcp && carrier.ipProtocol != udp)
        return {};
    return fmt::format("{0}.port == {1} && {0}.port == {2}", carrier.ipProtocol == tcp ? "tcp" : "udp",
                       carrier.sourcePort, carrier.destinationPort);
}

/// The first value of a field in the form that filters use; empty if there is none.
std::string firstValue(const DecoderRegistry& registry, const Dissection& dissection, std::string_view name) {
    const auto ids = registry.find(name);
    for (const FieldValue& value : dissection.fields()) {
        if (std::ranges::find(ids, value.field) == ids.end())
            continue;
        std::string text;
        appendValue(text, registry, dissection, value);
        return text;
    }
    return {};
}

} // namespace

std::string conversationCondition(const Dissection& dissection) {
    const std::string ip = ipCondition(dissection), ports = portCondition(dissection);
    if (!ip.empty())
        return ports.empty() ? ip : ip + " && " + ports;
    if (dissection.sourceColumn().kind != ColumnAddress::Kind::Mac)
        return {};
    const bool isWireless = std::ranges::find(dissection.layers(), "wlan", &Layer::name) != dissection.layers().end();
    return fmt::format("{0} == {1} && {0} == {2}", isWireless ? "wlan.addr" : "eth.addr",
                       ColumnText(dissection.sourceColumn()).view(), ColumnText(dissection.destinationColumn()).view());
}

std::string conversationCondition(const DecoderRegistry& registry, const Dissection& dissection,
                                  ConversationLayer layer) {
    if (layer == ConversationLayer::Ethernet) {
        const std::string source = firstValue(registry, dissection, "eth.src");
        const std::string destination = firstValue(registry, dissection, "eth.dst");
        return source.empty() || destination.empty()
                   ? std::string()
                   : fmt::format("eth.addr == {} && eth.addr == {}", source, destination);
    }
    const std::string ip = ipCondition(dissection);
    if (layer == ConversationLayer::Ip || ip.empty())
        return ip;
    const std::string ports = portCondition(dissection);
    return ports.empty() ? std::string() : ip + " && " + ports;
}

std::string joinedFilter(std::string_view filter, std::string_view condition, ConditionJoin join) {
    const bool isNegated =
        join == ConditionJoin::ReplaceNot || join == ConditionJoin::AndNot || join == ConditionJoin::OrNot;
    const std::string right = isNegated ? fmt::format("!({})", condition) : std::string(condition);
    if (condition.empty())
        return std::string(filter);
    if (filter.find_first_not_of(" \t") == std::string_view::npos || join == ConditionJoin::Replace ||
        join == ConditionJoin::ReplaceNot)
        return right;
    const bool isAnd = join == ConditionJoin::And || join == ConditionJoin::AndNot;
    return fmt::format("({}) {} ({})", filter, isAnd ? "&&" : "||", right);
}

} // namespace tapscope
