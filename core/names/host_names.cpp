#include <base/mac_address.h>
#include <base/printable_text.h>

#include <names/host_names.h>
#include <names/name_text.h>

#include <span>

namespace tapscope {

ColumnAddress columnAddress(const IpAddress& address) noexcept {
    const Bytes octets = std::as_bytes(std::span(address.octets)).first(address.size());
    if (address.family == IpAddress::Family::V6)
        return ColumnAddress::ipv6(octets);
    std::uint32_t number = 0;
    for (const std::byte octet : octets)
        number = number << 8 | std::to_integer<std::uint32_t>(octet);
    return ColumnAddress::ipv4(number);
}

bool HostNames::add(const IpAddress& address, std::string_view name) {
    while (name.ends_with('.'))
        name.remove_suffix(1);
    if (name.empty() || name.size() > longestName || address == IpAddress{.family = address.family})
        return false;
    if (IpAddress::parse(name) || MacAddress::parse(name)) // a reader would take it for another address
        return false;
    const ColumnAddress key = columnAddress(address);
    if (names_.contains(key))
        return false;
    if (names_.size() >= mostNames) {
        ++leftOut_;
        return false;
    }
    names_.emplace(key, printable(name));
    return true;
}

Result<void> HostNames::readFile(const std::filesystem::path& file) {
    return readLines(file, [this](std::string_view line) {
        const auto words = wordsOf(line);
        if (words.size() < 2)
            return;
        if (const auto address = IpAddress::parse(words[0]))
            add(*address, words[1]);
    });
}

std::string_view HostNames::of(const ColumnAddress& address) const noexcept {
    const auto found = names_.find(address);
    return found == names_.end() ? std::string_view() : std::string_view(found->second);
}

} // namespace tapscope
