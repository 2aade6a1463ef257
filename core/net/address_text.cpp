#include <net/broadcast_address.h>
#include <net/device_info.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

namespace tapscope {
namespace {

constexpr std::array<std::pair<std::uint8_t, std::string_view>, 5> scopes = {
    {{0, "global"}, {200, "site"}, {253, "link"}, {254, "host"}, {255, "nowhere"}}};
constexpr std::size_t longestLabel = 15; // IFNAMSIZ without the terminator

std::unexpected<Error> wrong(std::string_view text, std::string_view reason) {
    return failure(ErrorKind::Invalid, "read the address", fmt::format("\"{}\"", text), reason,
                   "Write ADDRESS/PREFIX or ADDRESS peer ADDRESS/PREFIX, then broadcast, label, scope, valid_lft and "
                   "preferred_lft as needed");
}

template <typename Number>
std::optional<Number> numberIn(std::string_view word) {
    Number number = 0;
    const char* end = word.data() + word.size();
    const auto [stopped, error] = std::from_chars(word.data(), end, number);
    return error == std::errc{} && stopped == end ? std::optional(number) : std::nullopt;
}

std::vector<std::string_view> wordsOf(std::string_view text) {
    constexpr std::string_view spaces = " \t";
    std::vector<std::string_view> words;
    for (std::size_t begin = text.find_first_not_of(spaces); begin != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(spaces, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(spaces, end);
    }
    return words;
}

/// Reads the value of a keyword. False if the value is not valid for it.
bool take(std::string_view key, std::string_view value, InterfaceAddress& address) {
    const bool isV4 = address.prefix.address.family == IpAddress::Family::V4;
    if (key == "broadcast" || key == "brd") {
        const auto broadcast = IpAddress::parse(value);
        if (!broadcast || !isV4 || broadcast->family != IpAddress::Family::V4)
            return false;
        address.broadcast = *broadcast;
        return true;
    }
    if (key == "label") {
        address.label = value;
        return isV4 && value.size() <= longestLabel;
    }
    if (key == "scope") {
        const auto* known = std::ranges::find(scopes, value, &std::pair<std::uint8_t, std::string_view>::second);
        const auto number = known != scopes.end() ? std::optional(known->first) : numberIn<std::uint8_t>(value);
        address.scope = number.value_or(0);
        return number.has_value();
    }
    const auto seconds = value == "forever" ? std::optional(InterfaceAddress::forEver) : numberIn<std::uint32_t>(value);
    (key == "valid_lft" ? address.validSeconds : address.preferredSeconds) = seconds.value_or(0);
    return seconds && *seconds > 0;
}

bool isKey(std::string_view word) {
    constexpr std::array<std::string_view, 6> keys = {"broadcast", "brd",       "label",
                                                      "scope",     "valid_lft", "preferred_lft"};
    return std::ranges::find(keys, word) != keys.end();
}

Result<InterfaceAddress> withPeer(std::string_view own, std::string_view other) {
    const auto peer = IpPrefix::parse(other);
    if (!peer)
        return std::unexpected(peer.error());
    const auto local = IpAddress::parse(own);
    if (!local)
        return std::unexpected(local.error());
    if (local->family != peer->address.family)
        return wrong(std::string(own) + " peer " + std::string(other), "the two ends are of different families");
    return InterfaceAddress{.prefix = {*local, peer->length}, .peer = peer->address};
}

Result<InterfaceAddress> alone(std::string_view text) {
    const auto prefix = IpPrefix::parse(text);
    return prefix ? Result<InterfaceAddress>({.prefix = *prefix}) : std::unexpected(prefix.error());
}

} // namespace

std::string addressText(const InterfaceAddress& address) {
    if (!address.peer)
        return address.prefix.text();
    return address.prefix.address.text() + " peer " + IpPrefix{*address.peer, address.prefix.length}.text();
}

std::string wholeAddressText(const InterfaceAddress& address, const InterfaceName& name) {
    std::string text = addressText(address);
    const auto usual = address.peer ? std::nullopt : usualBroadcast(address.prefix);
    if (address.broadcast && address.broadcast != usual)
        text += " broadcast " + address.broadcast->text();
    if (!address.label.empty() && address.label != name.text())
        text += " label " + address.label;
    // The kernel derives the scope of an IPv6 address from the address.
    if (address.scope != 0 && address.prefix.address.family == IpAddress::Family::V4)
        text += " scope " + scopeText(address.scope);
    return text;
}

Result<InterfaceAddress> parseInterfaceAddress(std::string_view text) {
    const auto words = wordsOf(text);
    if (words.empty())
        return wrong(text, "it is empty");
    const bool hasPeer = words.size() > 2 && words[1] == "peer";
    auto address = hasPeer ? withPeer(words[0], words[2]) : alone(words[0]);
    if (!address)
        return address;
    for (std::size_t i = hasPeer ? 3 : 1; i < words.size(); i += 2) {
        const auto earlier = std::span(words).first(i);
        if (!isKey(words[i]) || i + 1 == words.size())
            return wrong(text, fmt::format("\"{}\" is unexpected", words[i]));
        if (std::ranges::find(earlier, words[i]) != earlier.end())
            return wrong(text, fmt::format("\"{}\" comes twice", words[i]));
        if (!take(words[i], words[i + 1], *address))
            return wrong(text, fmt::format("\"{}\" is not a valid {} of this address", words[i + 1], words[i]));
    }
    if (address->preferredSeconds > address->validSeconds) {
        const bool isChosen = std::ranges::find(words, "preferred_lft") != words.end();
        if (isChosen)
            return wrong(text, "preferred_lft is longer than valid_lft");
        address->preferredSeconds = address->validSeconds; // as ip address does
    }
    return address;
}

std::string scopeText(std::uint8_t scope) {
    const auto* known = std::ranges::find(scopes, scope, &std::pair<std::uint8_t, std::string_view>::first);
    return known != scopes.end() ? std::string(known->second) : std::to_string(scope);
}

} // namespace tapscope
