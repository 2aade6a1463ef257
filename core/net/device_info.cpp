#include <net/device_info.h>

#include <array>
#include <cstddef>
#include <utility>

namespace tapscope {
namespace {

struct KindNames {
    std::string_view word, title;
};
constexpr std::array<KindNames, 3> names = {{{"tap", "TAP"}, {"tun", "TUN"}, {"veth", "vETH"}}}; // by DeviceKind

} // namespace

std::string_view kindWord(DeviceKind kind) noexcept {
    return names[static_cast<std::size_t>(kind)].word;
}

std::string_view kindTitle(DeviceKind kind) noexcept {
    return names[static_cast<std::size_t>(kind)].title;
}

std::string addressText(const InterfaceAddress& address) {
    if (!address.peer)
        return address.prefix.text();
    return address.prefix.address.text() + " peer " + IpPrefix{*address.peer, address.prefix.length}.text();
}

Result<InterfaceAddress> parseInterfaceAddress(std::string_view text) {
    constexpr std::string_view between = " peer ";
    const auto at = text.find(between);
    if (at == std::string_view::npos) {
        auto prefix = IpPrefix::parse(text);
        return prefix ? Result<InterfaceAddress>({.prefix = *prefix}) : std::unexpected(prefix.error());
    }
    const auto peer = IpPrefix::parse(text.substr(at + between.size()));
    if (!peer)
        return std::unexpected(peer.error());
    const std::string_view bits = peer->address.size() == 4 ? "/32" : "/128";
    const auto local = IpPrefix::parse(std::string(text.substr(0, at)) + std::string(bits));
    if (!local)
        return std::unexpected(local.error());
    return InterfaceAddress{.prefix = {local->address, peer->length}, .peer = peer->address};
}

std::string scopeText(std::uint8_t scope) {
    constexpr std::array<std::pair<std::uint8_t, std::string_view>, 5> known = {
        {{0, "global"}, {200, "site"}, {253, "link"}, {254, "host"}, {255, "nowhere"}}};
    for (const auto& [number, word] : known) {
        if (number == scope)
            return std::string(word);
    }
    return std::to_string(scope);
}

} // namespace tapscope
