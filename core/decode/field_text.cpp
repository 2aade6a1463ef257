#include <base/printable_text.h>
#include <decode/field_text.h>
#include <decode/registry_tables.h>

#include <arpa/inet.h>
#include <fmt/chrono.h>
#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <ctime>
#include <iterator>

namespace tapscope {
namespace {

void appendHex(std::string& out, Bytes bytes, std::string_view separator) {
    constexpr std::string_view digits = "0123456789abcdef";
    bool first = true;
    for (const std::byte octet : bytes) {
        if (!first)
            out += separator;
        first = false;
        out += digits[std::to_integer<unsigned>(octet) >> 4];
        out += digits[std::to_integer<unsigned>(octet) & 15];
    }
}

void appendIpv4(std::string& out, std::uint64_t address) {
    fmt::format_to(std::back_inserter(out), "{}.{}.{}.{}", address >> 24 & 255, address >> 16 & 255, address >> 8 & 255,
                   address & 255);
}

void appendIpv6(std::string& out, const void* octets) {
    char text[INET6_ADDRSTRLEN];
    if (inet_ntop(AF_INET6, octets, text, sizeof text) != nullptr)
        out += text;
}

/// Appends untrusted text up to its first NUL, as tshark prints it.
void appendText(std::string& out, std::string_view text, TextForm form) {
    text = text.substr(0, text.find('\0'));
    if (form == TextForm::Raw)
        out += text;
    else
        appendPrintable(out, text);
}

void appendAbsoluteTime(std::string& out, std::uint64_t number) {
    constexpr std::int64_t perSecond = 1'000'000'000;
    const auto time = static_cast<std::int64_t>(number);
    const std::int64_t fraction = (time % perSecond + perSecond) % perSecond;
    const std::time_t seconds = (time - fraction) / perSecond;
    std::tm local{};
    localtime_r(&seconds, &local);
    fmt::format_to(std::back_inserter(out), "{:%b %e, %Y %H:%M:%S}.{:09} {}", local, fraction, local.tm_zone);
}

void appendNumber(std::string& out, const FieldInfo& info, const FieldValue& value) {
    const auto it = std::back_inserter(out);
    const unsigned digits = info.hexDigits != 0 ? info.hexDigits : std::max(value.range.length * 2, 2U);
    switch (info.base) {
    case Base::Hex:
    case Base::HexDecimal:
        fmt::format_to(it, "0x{:0{}x}", value.number, digits);
        break;
    case Base::Octal:
        fmt::format_to(it, "0{:o}", value.number);
        break;
    default:
        if (info.type == FieldType::Signed)
            fmt::format_to(it, "{}", static_cast<std::int64_t>(value.number));
        else
            fmt::format_to(it, "{}", value.number);
    }
}

/// Appends "0100 .... = " before a bit field.
void appendBits(std::string& out, const FieldInfo& info, const FieldValue& value) {
    const unsigned bits = value.range.length * 8;
    if (info.mask == 0 || bits == 0 || bits > 32)
        return;
    const std::uint64_t inPlace = value.number << std::countr_zero(info.mask);
    for (unsigned bit = bits; bit-- > 0;) {
        const bool ours = (info.mask >> bit & 1) != 0;
        out += !ours ? '.' : (inPlace >> bit & 1) != 0 ? '1' : '0';
        if (bit % 4 == 0 && bit != 0)
            out += ' ';
    }
    out += " = ";
}

} // namespace

void appendValue(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                 const FieldValue& value, TextForm form) {
    const FieldInfo& info = registry.field(value.field);
    const Bytes bytes = dissection.bytesOf(value);
    switch (info.type) {
    case FieldType::Protocol:
    case FieldType::Label:
        appendPrintable(out, value.labelLength != 0 ? dissection.label(value) : info.title);
        break;
    case FieldType::Boolean:
        out += value.number != 0 ? '1' : '0';
        break;
    case FieldType::Unsigned:
    case FieldType::Signed:
        appendNumber(out, info, value);
        break;
    case FieldType::ByteString:
        if (info.base == Base::Dotted)
            appendHex(out, bytes, ".");
        else
            appendHex(out, bytes, "");
        break;
    case FieldType::Text:
        appendText(out,
                   value.hasMadeText ? dissection.madeText(value)
                                     : std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
                   form);
        break;
    case FieldType::Mac:
        appendHex(out, bytes, ":");
        break;
    case FieldType::Ipv4:
        appendIpv4(out, value.number);
        break;
    case FieldType::Ipv6:
        if (bytes.size() == 16)
            appendIpv6(out, bytes.data());
        break;
    case FieldType::AbsoluteTime:
        appendAbsoluteTime(out, value.number);
        break;
    case FieldType::RelativeTime:
        if (value.hasMadeText) {
            appendPrintable(out, dissection.madeText(value));
            break;
        }
        out += secondsText(std::chrono::nanoseconds(static_cast<std::int64_t>(value.number)));
        break;
    case FieldType::Double:
        fmt::format_to(std::back_inserter(out), "{}", std::bit_cast<double>(value.number));
        break;
    case FieldType::Oid:
        appendHex(out, bytes, "");
        break;
    }
}

std::string treeLine(const DecoderRegistry& registry, const Dissection& dissection, const FieldValue& value) {
    if (value.labelLength != 0)
        return printable(dissection.label(value));
    const FieldInfo& info = registry.field(value.field);
    if (info.type == FieldType::Protocol || info.type == FieldType::Label)
        return printable(info.title);
    std::string line;
    appendBits(line, info, value);
    line += info.title;
    line += ": ";
    const std::string_view name = nameOf(info.values, value.number);
    if (info.type == FieldType::Boolean) {
        line += !name.empty() ? name : value.number != 0 ? std::string_view("Set") : std::string_view("Not set");
        return printable(line);
    }
    if (!name.empty())
        fmt::format_to(std::back_inserter(line), "{} (", name);
    const auto start = line.size();
    appendValue(line, registry, dissection, value);
    if (info.base == Base::DecimalHex)
        fmt::format_to(std::back_inserter(line), " (0x{:0{}x})", value.number, std::max(value.range.length * 2, 2U));
    else if (info.base == Base::HexDecimal)
        fmt::format_to(std::back_inserter(line), " ({})", value.number);
    constexpr std::size_t longest = 240; // the length of a line in the tree, whatever the length of the data
    if (line.size() - start > longest) {
        std::size_t end = start + longest;
        while ((static_cast<unsigned char>(line[end]) & 0xc0U) == 0x80) // inside a character
            --end;
        line.resize(end);
        line += "…";
    }
    line += info.unit;
    if (!name.empty())
        line += ')';
    return printable(line); // titles and names of values may come from a script
}

void appendProtocols(std::string& out, const Dissection& dissection) {
    bool first = true;
    for (const Layer& layer : dissection.layers().subspan(1)) {
        if (!first)
            out += ':';
        first = false;
        out += layer.name;
    }
}

} // namespace tapscope
