#include <base/printable_text.h>

#include <names/name_text.h>
#include <names/vendor_table.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace tapscope {
namespace {

constexpr unsigned addressBits = 48;
constexpr std::size_t mostVendors = 1'000'000;

std::optional<unsigned> hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return static_cast<unsigned>(c - '0');
    const auto lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? std::optional(static_cast<unsigned>(lower - 'a' + 10)) : std::nullopt;
}

struct Prefix {
    std::uint64_t value = 0; ///< in the upper bits of 48
    std::uint8_t bits = 0;
};

/// Parses hex digits with ':', '-' or nothing between octets, possibly followed by a length such as "/36".
std::optional<Prefix> prefixOf(std::string_view text) {
    Prefix prefix;
    std::size_t digits = 0;
    const auto slash = text.find('/');
    for (const char c : text.substr(0, slash)) {
        if (c == ':' || c == '-')
            continue;
        const auto digit = hexDigit(c);
        if (!digit || digits == addressBits / 4)
            return std::nullopt;
        prefix.value = prefix.value << 4 | *digit;
        ++digits;
    }
    if (digits < 6)
        return std::nullopt;
    prefix.value <<= addressBits - 4 * digits;
    unsigned bits = static_cast<unsigned>(4 * digits);
    if (slash != std::string_view::npos) {
        bits = 0;
        for (const char c : text.substr(slash + 1)) {
            if (c < '0' || c > '9' || bits > addressBits)
                return std::nullopt;
            bits = bits * 10 + static_cast<unsigned>(c - '0');
        }
    }
    if (bits == 0 || bits > addressBits)
        return std::nullopt;
    prefix.bits = static_cast<std::uint8_t>(bits);
    prefix.value &= ~std::uint64_t{0} << (addressBits - bits);
    return prefix;
}

/// Shortens "Texas Instruments" to "TexasIns": letters and digits of its words, without words such as "Inc." and
/// "Corporation".
std::string shortened(std::string_view name) {
    constexpr std::size_t longest = 8;
    constexpr std::array noise = {"inc", "corp", "co", "ltd",         "llc",    "gmbh",
                                  "ag",  "the",  "sa", "corporation", "limited"};
    std::string all;
    for (std::size_t start = 0; start < name.size() && all.size() < longest;) {
        const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
        const auto* const first = std::ranges::find_if(name.substr(start), isWord);
        const auto begin = static_cast<std::size_t>(first - name.begin());
        auto end = begin;
        while (end < name.size() && isWord(name[end]))
            ++end;
        std::string word(name.substr(begin, end - begin));
        std::string lower = word;
        std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
        if (std::ranges::find(noise, lower) == noise.end())
            all += word;
        start = std::max(end, begin + 1);
    }
    return all.substr(0, longest);
}

/// The next value of a line of comma-separated values (RFC 4180).
std::string nextCsv(std::string_view& line) {
    std::string value;
    if (!line.starts_with('"')) {
        const auto end = line.find(',');
        value = line.substr(0, end);
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
        return value;
    }
    line.remove_prefix(1);
    while (!line.empty()) {
        const char c = line.front();
        line.remove_prefix(1);
        if (c != '"') {
            value += c;
        } else if (line.starts_with('"')) {
            value += '"';
            line.remove_prefix(1);
        } else {
            break;
        }
    }
    if (line.starts_with(','))
        line.remove_prefix(1);
    return value;
}

} // namespace

Result<void> VendorTable::read(const std::filesystem::path& file) {
    const bool isCsv = file.extension() == ".csv";
    return readLines(file, [&](std::string_view line) { isCsv ? readCsv(line) : readManuf(line); });
}

void VendorTable::readManuf(std::string_view line) {
    if (line.starts_with('#'))
        return;
    std::array<std::string_view, 3> parts;
    for (auto& part : parts) {
        const auto end = std::min(line.find('\t'), line.size());
        part = line.substr(0, end);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    if (const auto prefix = prefixOf(parts[0]); prefix && !parts[1].empty())
        add(prefix->value, prefix->bits, parts[1], parts[2].empty() ? parts[1] : parts[2]);
}

void VendorTable::readCsv(std::string_view line) {
    nextCsv(line); // skips the name of the registry
    const std::string assignment = nextCsv(line), name = nextCsv(line);
    if (const auto prefix = prefixOf(assignment); prefix && !name.empty())
        add(prefix->value, prefix->bits, shortened(name), name);
}

void VendorTable::add(std::uint64_t prefix, std::uint8_t bits, std::string_view name, std::string_view text) {
    if (vendors_.size() < mostVendors && !name.empty())
        vendors_.push_back({.prefix = prefix, .bits = bits, .name = keep(name), .text = keep(text)});
}

std::uint32_t VendorTable::keep(std::string_view text) {
    const auto place = static_cast<std::uint32_t>(texts_.size());
    const std::string kept = printable(text.substr(0, longestName / 4)).substr(0, longestName);
    texts_ += static_cast<char>(kept.size());
    texts_ += kept;
    return place;
}

void VendorTable::finish() {
    std::ranges::stable_sort(vendors_, {}, &Vendor::key);
    const auto twice = std::ranges::unique(vendors_, {}, &Vendor::key);
    vendors_.erase(twice.begin(), twice.end());
    vendors_.shrink_to_fit();
}

const VendorTable::Vendor* VendorTable::find(Bytes address) const noexcept {
    constexpr std::array<std::uint8_t, 4> lengths = {48, 36, 28, 24}; // the longest prefix counts
    if (address.size() != addressBits / 8)
        return nullptr;
    std::uint64_t value = 0;
    for (const std::byte octet : address)
        value = value << 8 | std::to_integer<std::uint64_t>(octet);
    for (const std::uint8_t bits : lengths) {
        const Vendor wanted{.prefix = value & ~std::uint64_t{0} << (addressBits - bits), .bits = bits};
        const auto found = std::ranges::lower_bound(vendors_, wanted.key(), {}, &Vendor::key);
        if (found != vendors_.end() && found->key() == wanted.key())
            return &*found;
    }
    return nullptr;
}

std::string_view VendorTable::textAt(std::uint32_t place) const noexcept {
    return std::string_view(texts_).substr(place + 1, static_cast<unsigned char>(texts_[place]));
}

std::string_view VendorTable::shortName(Bytes address) const noexcept {
    const Vendor* const found = find(address);
    return found == nullptr ? std::string_view() : textAt(found->name);
}

std::string_view VendorTable::longName(Bytes address) const noexcept {
    const Vendor* const found = find(address);
    return found == nullptr ? std::string_view() : textAt(found->text);
}

std::vector<std::filesystem::path> vendorFiles() {
    const std::filesystem::path ieee = "/usr/share/ieee-data";
    std::vector<std::filesystem::path> files;
    std::error_code unknown;
    for (const char* name : {"oui.csv", "mam.csv", "oui36.csv", "iab.csv"}) {
        if (std::filesystem::exists(ieee / name, unknown))
            files.push_back(ieee / name);
    }
    for (const char* name : {"/usr/share/wireshark/manuf", "/etc/manuf"}) {
        if (files.empty() && std::filesystem::exists(name, unknown))
            files.emplace_back(name);
    }
    return files;
}

} // namespace tapscope
