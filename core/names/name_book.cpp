#include <base/ip_address.h>
#include <base/mac_address.h>
#include <decode/field_text.h>

#include <fmt/core.h>
#include <names/name_book.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tapscope {
namespace {

using Transport = ServiceNames::Transport;

/// The transport of a field that is a port.
std::optional<Transport> transportOf(std::string_view field) {
    constexpr std::array<std::pair<std::string_view, Transport>, 8> ports = {{
        {"tcp.srcport", Transport::Tcp},
        {"tcp.dstport", Transport::Tcp},
        {"udp.srcport", Transport::Udp},
        {"udp.dstport", Transport::Udp},
        {"sctp.srcport", Transport::Sctp},
        {"sctp.dstport", Transport::Sctp},
        {"dccp.srcport", Transport::Dccp},
        {"dccp.dstport", Transport::Dccp},
    }};
    const auto* const found = std::ranges::find(ports, field, &std::pair<std::string_view, Transport>::first);
    return found == ports.end() ? std::nullopt : std::optional(found->second);
}

/// Whether the text at `place` is a whole value and not part of a longer one, as 10.9.0.1 is part of 10.9.0.12.
bool isWhole(std::string_view line, std::size_t place, std::size_t size) {
    const auto belongs = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
    };
    const auto behind = place + size;
    // A full stop or a colon after the value may be punctuation.
    const bool goesOn =
        behind < line.size() && belongs(line[behind]) && (behind + 1 < line.size() && belongs(line[behind + 1]));
    return (place == 0 || !belongs(line[place - 1])) && !goesOn;
}

void replaceWhole(std::string& line, std::string_view value, std::string_view by) {
    for (auto place = line.find(value); place != std::string::npos; place = line.find(value, place)) {
        if (!isWhole(line, place, value.size())) {
            place += value.size();
            continue;
        }
        line.replace(place, value.size(), by);
        place += by.size();
    }
}

} // namespace

std::string NameBook::ofMac(Bytes octets) const {
    if (!switches_.vendors || octets.size() != 6)
        return {};
    if (std::ranges::all_of(octets, [](std::byte octet) { return octet == std::byte{0xff}; }))
        return "Broadcast";
    const std::string_view vendor = tables_.vendors ? tables_.vendors->shortName(octets) : std::string_view();
    if (vendor.empty())
        return {};
    const auto octet = [&](std::size_t at) { return std::to_integer<unsigned>(octets[at]); };
    return fmt::format("{}_{:02x}:{:02x}:{:02x}", vendor, octet(3), octet(4), octet(5));
}

std::string NameBook::of(const ColumnAddress& address) const {
    switch (address.kind) {
    case ColumnAddress::Kind::Mac:
        return ofMac(address.bytes());
    case ColumnAddress::Kind::Ipv4:
    case ColumnAddress::Kind::Ipv6:
        return switches_.hosts && tables_.hosts ? std::string(tables_.hosts->of(address)) : std::string();
    default:
        return {};
    }
}

std::string NameBook::ofText(std::string_view address) const {
    if (const auto mac = MacAddress::parse(address))
        return ofMac(std::as_bytes(std::span(mac->octets)));
    const auto ip = IpAddress::parse(address);
    return ip ? of(columnAddress(*ip)) : std::string();
}

std::string NameBook::ofPort(ServiceNames::Transport transport, std::uint16_t port) const {
    return switches_.services && tables_.services ? std::string(tables_.services->of(transport, port)) : std::string();
}

void NameBook::nameIn(Line& line, const DecoderRegistry& registry, const Dissection& dissection,
                      const FieldValue& value) const {
    const FieldInfo& info = registry.field(value.field);
    const auto replace = [&](const std::string& number, const std::string& by) {
        if (std::ranges::find(line.named, number) != line.named.end())
            return; // the same value in another field
        line.named.push_back(number);
        replaceWhole(line.text, number, by);
    };
    std::string number;
    if (info.type == FieldType::Mac || info.type == FieldType::Ipv4 || info.type == FieldType::Ipv6) {
        appendValue(number, registry, dissection, value);
        if (const std::string name = ofText(number); !name.empty())
            replace(number, fmt::format("{} ({})", name, number));
    } else if (const auto transport = transportOf(info.name)) {
        const auto name = ofPort(*transport, static_cast<std::uint16_t>(value.number));
        number = std::to_string(value.number);
        if (!name.empty())
            replace(number, fmt::format("{} ({})", number, name));
    }
}

std::string NameBook::treeLine(const DecoderRegistry& registry, const Dissection& dissection,
                               const FieldValue& value) const {
    Line line{.text = tapscope::treeLine(registry, dissection, value), .named = {}};
    if (registry.field(value.field).type != FieldType::Protocol) {
        nameIn(line, registry, dissection, value);
        return std::move(line.text);
    }
    const auto fields = dissection.fields();
    const auto self = static_cast<std::uint32_t>(&value - fields.data());
    for (std::size_t i = self + 1; i < fields.size() && fields[i].parent != FieldValue::noParent; ++i) {
        if (fields[i].parent == self && !fields[i].hidden)
            nameIn(line, registry, dissection, fields[i]);
    }
    return std::move(line.text);
}

void NameBook::appendTree(std::string& out, const DecoderRegistry& registry, const Dissection& dissection) const {
    const auto fields = dissection.fields();
    std::vector<std::size_t> depth(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        depth[i] = fields[i].parent == FieldValue::noParent ? 0 : depth[fields[i].parent] + 1;
        if (fields[i].hidden)
            continue;
        out.append(depth[i] * 4, ' ');
        out += treeLine(registry, dissection, fields[i]);
        out += '\n';
    }
}

} // namespace tapscope
