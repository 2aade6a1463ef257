#include <fmt/core.h>
#include <wiring/forwarding.h>

#include <array>

namespace tapscope {

std::string routeText(const WiredRoute& route) {
    std::string text = route.destination.length == 0 ? "default" : route.destination.text();
    if (route.gateway)
        text += " via " + route.gateway->text();
    if (route.metric != 0)
        text += fmt::format(" metric {}", route.metric);
    if (route.table != WiredRoute::mainTable)
        text += fmt::format(" table {}", route.table);
    return text;
}

std::string_view portStateWord(std::uint8_t state) noexcept {
    constexpr std::array<std::string_view, 5> words = {"disabled", "listening", "learning", "forwarding", "blocking"};
    return state < words.size() ? words[state] : "unknown";
}

} // namespace tapscope
