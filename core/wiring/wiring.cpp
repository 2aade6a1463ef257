#include <base/printable_text.h>

#include <fmt/core.h>
#include <wiring/wiring.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

struct KindNames {
    std::string_view word, title;
};
constexpr std::array<KindNames, 9> kinds = {{{"loopback", "loopback"}, // indexed by WiredKind
                                             {"physical", "physical"},
                                             {"tap", "TAP"},
                                             {"tun", "TUN"},
                                             {"veth", "vETH"},
                                             {"bridge", "bridge"},
                                             {"vlan", "VLAN"},
                                             {"vxlan", "VXLAN"},
                                             {"wireguard", "WireGuard"}}};

void append(std::string& list, const std::string& part) {
    list += (list.empty() ? "" : ", ") + part;
}

/// A device's description of itself.
std::string ownWords(const WiredDevice& device) {
    std::string words;
    if (device.tag)
        append(words, fmt::format("{} {}", device.kind == WiredKind::Vxlan ? "VNI" : "id", *device.tag));
    if (device.remote)
        append(words, "to " + device.remote->text());
    return words;
}

std::string_view prepositionOf(WiringEdge::Kind kind) {
    constexpr std::array<std::string_view, 4> words = {"peer", "port of", "on", "through"};
    return words[static_cast<std::size_t>(kind)];
}

} // namespace

bool WiringArea::operator==(const WiringArea& other) const noexcept {
    return network == other.network && kind == other.kind && isOwn == other.isOwn && place == other.place &&
           names == other.names && processes == other.processes && firstProcess == other.firstProcess &&
           firstProgram == other.firstProgram && devices == other.devices &&
           refusal.has_value() == other.refusal.has_value();
}

std::size_t Wiring::deviceCount() const noexcept {
    std::size_t count = 0;
    for (const auto& area : areas)
        count += area.devices.size();
    return count;
}

std::string kindWord(const WiredDevice& device) {
    return device.kind == WiredKind::Other ? printable(device.kernelKind)
                                           : std::string(kinds[static_cast<std::size_t>(device.kind)].word);
}

std::string kindTitle(const WiredDevice& device) {
    return device.kind == WiredKind::Other ? printable(device.kernelKind)
                                           : std::string(kinds[static_cast<std::size_t>(device.kind)].title);
}

std::string_view stateWord(WiredState state) noexcept {
    constexpr std::array<std::string_view, 3> words = {"up", "no-carrier", "off"};
    return words[static_cast<std::size_t>(state)];
}

std::string_view operStateWord(std::uint8_t operState) noexcept {
    constexpr std::array<std::string_view, 7> words = {"unknown", "notpresent", "down", "lowerlayerdown",
                                                       "testing", "dormant",    "up"};
    return operState < words.size() ? words[operState] : words[0];
}

std::string_view edgeWord(WiringEdge::Kind kind) noexcept {
    constexpr std::array<std::string_view, 4> words = {"pair", "port", "lower", "tunnel"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view areaWord(WiringArea::Kind kind) noexcept {
    constexpr std::array<std::string_view, 5> words = {"host", "own", "named", "sandbox", "process"};
    return words[static_cast<std::size_t>(kind)];
}

std::string titleOf(const WiringArea& area) {
    switch (area.kind) {
    case WiringArea::Kind::Host:
        return "host";
    case WiringArea::Kind::Own:
        return "this namespace";
    case WiringArea::Kind::Sandbox:
        return "private sandbox";
    case WiringArea::Kind::Named:
        return "netns " + printable(area.names.front());
    case WiringArea::Kind::Process:
        break;
    }
    return fmt::format("{} (pid {})", printable(area.firstProgram), area.firstProcess);
}

std::vector<std::vector<std::string>> relationsOf(const Wiring& wiring) {
    std::vector<std::vector<std::string>> all(wiring.areas.size());
    for (std::size_t area = 0; area < all.size(); ++area) {
        for (const auto& device : wiring.areas[area].devices)
            all[area].push_back(ownWords(device));
    }
    const auto tell = [&](const WiringEdge& edge, const WiredAt& device, const std::optional<WiredAt>& other) {
        std::string text(prepositionOf(edge.kind));
        text += other ? " " + printable(wiring.at(*other).info.name.text()) : " in a namespace that cannot be seen";
        if (other && other->area != device.area)
            text += " in " + titleOf(wiring.areas[other->area]);
        append(all[device.area][device.device], text);
    };
    for (const auto& edge : wiring.edges) {
        tell(edge, edge.from, edge.to);
        if (edge.kind == WiringEdge::Kind::Pair && edge.to)
            tell(edge, *edge.to, edge.from);
    }
    return all;
}

} // namespace tapscope
