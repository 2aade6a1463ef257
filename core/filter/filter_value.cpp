#include <base/ip_address.h>
#include <base/mac_address.h>
#include <filter/filter_value.h>

#include <algorithm>
#include <charconv>
#include <compare>

namespace tapscope {
namespace {

bool decides(std::strong_ordering order, Relation relation) noexcept {
    switch (relation) {
    case Relation::Equal:
    case Relation::NotEqual: // all have to differ: the caller turns it round
        return order == 0;
    case Relation::Less:
        return order < 0;
    case Relation::Greater:
        return order > 0;
    case Relation::LessOrEqual:
        return order <= 0;
    case Relation::GreaterOrEqual:
        return order >= 0;
    default:
        return false;
    }
}

std::optional<std::uint64_t> readNumber(std::string_view word) {
    int base = 10;
    if (word.starts_with("0x") || word.starts_with("0X")) {
        base = 16;
        word.remove_prefix(2);
    } else if (word.starts_with("0b")) {
        base = 2;
        word.remove_prefix(2);
    } else if (word.size() > 1 && word.front() == '0') {
        base = 8;
    }
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number, base);
    if (error != std::errc{} || end != word.data() + word.size())
        return std::nullopt;
    return number;
}

std::optional<std::vector<std::byte>> readBytes(std::string_view word) {
    std::vector<std::byte> bytes;
    while (word.size() >= 2) {
        unsigned octet = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + 2, octet, 16);
        if (error != std::errc{} || end != word.data() + 2)
            return std::nullopt;
        bytes.push_back(static_cast<std::byte>(octet));
        word.remove_prefix(2);
        if (!word.empty() && (word.front() == ':' || word.front() == '-' || word.front() == '.'))
            word.remove_prefix(1);
    }
    if (!word.empty() || bytes.empty())
        return std::nullopt;
    return bytes;
}

std::vector<std::byte> bytesOf(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

std::optional<FilterValue> readAddress(IpAddress::Family family, std::string_view word) {
    const auto prefix = IpPrefix::parse(word);
    if (!prefix || prefix->address.family != family)
        return std::nullopt;
    FilterValue value;
    if (family == IpAddress::Family::V6) {
        value.kind = FilterValue::Kind::Octets;
        const auto octets = std::as_bytes(std::span(prefix->address.octets));
        value.bytes.assign(octets.begin(), octets.end());
        value.prefixBits = prefix->length;
        return value;
    }
    for (std::size_t i = 0; i < 4; ++i)
        value.number = value.number << 8 | prefix->address.octets[i];
    value.mask = prefix->length == 0 ? 0 : 0xffff'ffffULL << (32U - prefix->length) & 0xffff'ffffULL;
    return value;
}

bool sameBits(Bytes a, Bytes b, unsigned bits) noexcept {
    const std::size_t whole = bits / 8;
    if (a.size() < (bits + 7) / 8 || !std::ranges::equal(a.first(whole), b.first(whole)))
        return false;
    const auto rest = bits % 8;
    return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == std::byte{0};
}

} // namespace

std::optional<FilterValue> FilterValue::read(const FieldInfo& field, std::string_view word, Relation relation) {
    FilterValue value;
    switch (field.type) {
    case FieldType::Ipv4:
        return readAddress(IpAddress::Family::V4, word);
    case FieldType::Ipv6:
        return readAddress(IpAddress::Family::V6, word);
    case FieldType::Boolean:
        if (word == "True" || word == "TRUE" || word == "true")
            word = "1";
        else if (word == "False" || word == "FALSE" || word == "false")
            word = "0";
        [[fallthrough]];
    case FieldType::Unsigned: {
        auto number = readNumber(word);
        if (!number) { // a value's own name
            const auto named = std::ranges::find(field.values, word, &ValueName::name);
            if (named == field.values.end())
                return std::nullopt;
            number = named->value;
        }
        value.number = *number;
        return value;
    }
    case FieldType::RelativeTime: {
        double seconds = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seconds);
        if (error != std::errc{} || end != word.data() + word.size())
            return std::nullopt;
        value.number = static_cast<std::uint64_t>(static_cast<std::int64_t>(seconds * 1e9));
        return value;
    }
    case FieldType::Mac:
    case FieldType::ByteString: {
        auto bytes = readBytes(word);
        if (!bytes && relation != Relation::Contains)
            return std::nullopt;
        value.kind = Kind::Octets;
        value.bytes = bytes ? *bytes : bytesOf(word);
        return value;
    }
    case FieldType::Text:
        value.kind = Kind::Octets;
        value.bytes = bytesOf(word);
        return value;
    case FieldType::Protocol:
        if (relation != Relation::Contains)
            return std::nullopt;
        value.kind = Kind::Octets;
        value.bytes = bytesOf(word);
        return value;
    default:
        return std::nullopt;
    }
}

bool FilterValue::fits(const FieldInfo& field, const FieldValue& value, Bytes content,
                       Relation relation) const noexcept {
    if (relation == Relation::Contains)
        return !std::ranges::search(content, bytes).empty();
    if (kind == Kind::Number) {
        if (field.type == FieldType::RelativeTime)
            return decides(static_cast<std::int64_t>(value.number) <=> static_cast<std::int64_t>(number), relation);
        return decides((value.number & mask) <=> (number & mask), relation);
    }
    if (prefixBits != 0 && (relation == Relation::Equal || relation == Relation::NotEqual))
        return sameBits(content, bytes, prefixBits);
    return decides(std::lexicographical_compare_three_way(content.begin(), content.end(), bytes.begin(), bytes.end()),
                   relation);
}

} // namespace tapscope
