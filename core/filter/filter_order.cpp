#include <filter/filter_order.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace tapscope {
namespace {

std::strong_ordering orderOf(Bytes a, Bytes b) noexcept {
    const std::size_t both = std::min(a.size(), b.size());
    const int order = both == 0 ? 0 : std::memcmp(a.data(), b.data(), both);
    return order != 0 ? order <=> 0 : a.size() <=> b.size();
}

/// Compares only the first `bits` bits of two addresses.
std::strong_ordering orderOfPrefix(Bytes a, Bytes b, unsigned bits) noexcept {
    const std::size_t whole = std::min<std::size_t>(bits / 8, std::min(a.size(), b.size()));
    if (const auto order = orderOf(a.first(whole), b.first(whole)); order != 0)
        return order;
    if (bits % 8 == 0 || whole >= a.size() || whole >= b.size())
        return std::strong_ordering::equal;
    const unsigned shift = 8 - bits % 8;
    return std::to_integer<unsigned>(a[whole]) >> shift <=> std::to_integer<unsigned>(b[whole]) >> shift;
}

} // namespace

bool holds(std::partial_ordering order, Relation relation) noexcept {
    switch (relation) {
    case Relation::Equal:
        return order == 0;
    case Relation::NotEqual:
        return order != 0;
    case Relation::Less:
        return order < 0;
    case Relation::Greater:
        return order > 0;
    case Relation::LessOrEqual:
        return order <= 0;
    case Relation::GreaterOrEqual:
        return order >= 0;
    }
    return false;
}

std::partial_ordering orderOf(const FilterProgram::Expression& left, const FilterProgram::Expression& right,
                              const FilterProgram::Value& a, const FilterProgram::Value& b) noexcept {
    const unsigned prefix = std::min(left.prefixBits, right.prefixBits);
    switch (left.valueKind) {
    case ValueKind::Real:
        return std::bit_cast<double>(a.number) <=> std::bit_cast<double>(b.number);
    case ValueKind::Octets:
    case ValueKind::Text:
        return orderOf(a.bytes, b.bytes);
    case ValueKind::Ipv6:
        return prefix == FilterProgram::noPrefix ? orderOf(a.bytes, b.bytes) : orderOfPrefix(a.bytes, b.bytes, prefix);
    case ValueKind::Ipv4:
        if (prefix != FilterProgram::noPrefix) {
            const unsigned unused = 32 - std::min(prefix, 32U);
            return a.number >> unused <=> b.number >> unused;
        }
        return a.number <=> b.number;
    case ValueKind::Duration:
    case ValueKind::Time:
        return static_cast<std::int64_t>(a.number) <=> static_cast<std::int64_t>(b.number);
    default:
        if (left.isSigned || right.isSigned)
            return static_cast<std::int64_t>(a.number) <=> static_cast<std::int64_t>(b.number);
        return a.number <=> b.number;
    }
}

} // namespace tapscope
