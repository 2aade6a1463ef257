#include <base/ascii_case.h>
#include <decode/field_text.h>

#include <analysis/order_value.h>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace tapscope {
namespace {

constexpr std::size_t longestText = 4096;
constexpr std::uint64_t signBit = std::uint64_t{1} << 63;

/// Addresses of one kind are together, because the number of the kind comes first.
enum class AddressRank : char { Ipv4 = 1, Ipv6, Mac, Other };

void appendBytes(std::string& out, Bytes bytes) {
    const auto kept = bytes.first(std::min(bytes.size(), longestText));
    out.append(reinterpret_cast<const char*>(kept.data()), kept.size());
}

/// Returns bits that compare in the order of the doubles: those of negative numbers are inverted.
std::uint64_t orderedBits(std::uint64_t bits) {
    return (bits & signBit) != 0 ? ~bits : bits ^ signBit;
}

void appendField(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                 const FieldValue& value) {
    switch (registry.field(value.field).type) {
    case FieldType::Boolean:
    case FieldType::Unsigned:
        appendOrdered(out, value.number);
        break;
    case FieldType::Signed:
    case FieldType::AbsoluteTime:
    case FieldType::RelativeTime:
        appendOrdered(out, value.number ^ signBit);
        break;
    case FieldType::Double:
        appendOrdered(out, orderedBits(value.number));
        break;
    case FieldType::Ipv4:
        out += static_cast<char>(AddressRank::Ipv4);
        appendOrdered(out, value.number);
        break;
    case FieldType::Ipv6:
        out += static_cast<char>(AddressRank::Ipv6);
        appendBytes(out, dissection.bytesOf(value));
        break;
    case FieldType::Mac:
        out += static_cast<char>(AddressRank::Mac);
        appendBytes(out, dissection.bytesOf(value));
        break;
    case FieldType::ByteString:
    case FieldType::Oid:
        appendBytes(out, dissection.bytesOf(value));
        break;
    case FieldType::Text:
    case FieldType::Protocol:
    case FieldType::Label: {
        std::string text;
        appendValue(text, registry, dissection, value);
        appendOrdered(out, std::string_view(text));
        break;
    }
    }
}

} // namespace

void appendOrdered(std::string& out, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        out += static_cast<char>(number >> shift & 255);
}

void appendOrdered(std::string& out, std::string_view text) {
    for (const char c : text.substr(0, longestText))
        out += lowerCase(c);
}

bool appendOrdered(std::string& out, const ColumnAddress& address) {
    using Kind = ColumnAddress::Kind;
    switch (address.kind) {
    case Kind::None:
        return false;
    case Kind::Ipv4:
        out += static_cast<char>(AddressRank::Ipv4);
        break;
    case Kind::Ipv6:
        out += static_cast<char>(AddressRank::Ipv6);
        break;
    case Kind::Mac:
        out += static_cast<char>(AddressRank::Mac);
        break;
    case Kind::Ipx:
    case Kind::Text:
        out += static_cast<char>(AddressRank::Other);
        break;
    }
    appendBytes(out, address.bytes());
    return true;
}

bool appendOrdered(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                   std::span<const FieldId> fields) {
    const auto all = dissection.fields();
    const auto found = std::ranges::find_if(
        all, [&](const FieldValue& value) { return std::ranges::find(fields, value.field) != fields.end(); });
    if (found == all.end())
        return false;
    appendField(out, registry, dissection, *found);
    return true;
}

} // namespace tapscope
