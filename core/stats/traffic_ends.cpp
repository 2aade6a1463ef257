#include <stats/traffic_ends.h>

#include <fmt/core.h>
#include <statistic/statistic.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>

namespace tapscope {
namespace {

struct Words {
    std::string_view word, title;
    std::string_view addressFilter; ///< transports have none and use that of the network layer
    std::string_view portFilter;
};

constexpr std::array<Words, 5> kinds = {{
    {"eth", "Ethernet", "eth.addr", {}},
    {"ip", "IPv4", "ip.addr", {}},
    {"ipv6", "IPv6", "ipv6.addr", {}},
    {"tcp", "TCP", {}, "tcp.port"},
    {"udp", "UDP", {}, "udp.port"},
}};

const Words& wordsOf(TrafficKind::Layer layer) {
    return kinds[static_cast<std::size_t>(layer)];
}

std::string conditionFor(std::string_view field, const TrafficEnd& end, const Words& words) {
    const ColumnText address(end.address);
    if (words.portFilter.empty())
        return fmt::format("{} == {}", field, address.view());
    return fmt::format("{} == {} && {} == {}", field, address.view(), words.portFilter, end.port);
}

std::string_view addressFilter(const TrafficEnd& end, const Words& words) {
    if (!words.addressFilter.empty())
        return words.addressFilter;
    return end.address.kind == ColumnAddress::Kind::Ipv6 ? "ipv6.addr" : "ip.addr";
}

} // namespace

bool isQuoted(std::span<const Layer> layers, std::size_t layer) noexcept {
    return std::ranges::any_of(layers.first(layer), [](const Layer& lower) {
        return lower.name == "icmp" || lower.name == "icmpv6" || lower.name == "sflow";
    });
}

std::span<const FieldValue> unquotedFields(const Dissection& dissection) noexcept {
    const auto layers = dissection.layers();
    const auto fields = dissection.fields();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i].node < fields.size() && isQuoted(layers, i))
            return fields.first(layers[i].node);
    }
    return fields;
}

bool TrafficEnd::operator<(const TrafficEnd& other) const noexcept {
    if (address.kind != other.address.kind)
        return address.kind < other.address.kind;
    const int order = std::memcmp(address.words.data(), other.address.words.data(), sizeof address.words);
    return order != 0 ? order < 0 : port < other.port;
}

std::optional<TrafficKind::Layer> TrafficKind::named(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(kinds, word, &Words::word);
    return found == kinds.end() ? std::nullopt : std::optional(static_cast<Layer>(found - kinds.begin()));
}

TrafficKind::TrafficKind(Layer layer, const DecoderRegistry& registry) : registry_(registry), layer_(layer) {
    const auto pair = [&](std::string_view self, std::string_view source, std::string_view destination) {
        return Pair{fieldNamed(registry, self), fieldNamed(registry, source), fieldNamed(registry, destination)};
    };
    if (layer == Layer::Ethernet)
        addresses_ = {pair("eth", "eth.src", "eth.dst")};
    if (layer == Layer::Ipv4 || hasPorts())
        addresses_.push_back(pair("ip", "ip.src", "ip.dst"));
    if (layer == Layer::Ipv6 || hasPorts())
        addresses_.push_back(pair("ipv6", "ipv6.src", "ipv6.dst"));
    if (layer == Layer::Tcp) {
        ports_ = pair("tcp", "tcp.srcport", "tcp.dstport");
        stream_ = fieldNamed(registry, "tcp.stream");
    }
    if (layer == Layer::Udp)
        ports_ = pair("udp", "udp.srcport", "udp.dstport");
}

std::string_view TrafficKind::title(Layer layer) noexcept {
    return wordsOf(layer).title;
}

std::vector<FieldId> TrafficKind::fields() const {
    std::vector<FieldId> wanted;
    const auto want = [&](FieldId field) {
        if (field != noField)
            wanted.push_back(field);
    };
    for (const Pair& pair : addresses_) {
        want(pair.self);
        want(pair.source);
        want(pair.destination);
    }
    want(ports_.self);
    want(ports_.source);
    want(ports_.destination);
    want(stream_);
    return wanted;
}

ColumnAddress TrafficKind::addressOf(const Dissection& dissection, const FieldValue& value) const noexcept {
    switch (registry_.field(value.field).type) {
    case FieldType::Mac:
        return ColumnAddress::mac(dissection.bytesOf(value));
    case FieldType::Ipv6:
        return ColumnAddress::ipv6(dissection.bytesOf(value));
    default:
        return ColumnAddress::ipv4(static_cast<std::uint32_t>(value.number));
    }
}

std::string TrafficKind::filterFor(const TrafficEnd& end) const {
    const Words& words = wordsOf(layer_);
    return conditionFor(addressFilter(end, words), end, words);
}

std::string TrafficKind::filterFor(const EndPair& meeting) const {
    if (hasStreams() && stream_ != noField)
        return fmt::format("tcp.stream == {}", meeting.stream);
    return filterFor(meeting.source) + " && " + filterFor(meeting.destination);
}

} // namespace tapscope
