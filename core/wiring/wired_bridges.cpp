#include <wiring/wired_bridges.h>

namespace tapscope {

WiredBridges::WiredBridges(const Wiring& wiring) {
    for (std::size_t area = 0; area < wiring.areas.size(); ++area) {
        for (std::size_t device = 0; device < wiring.areas[area].devices.size(); ++device) {
            if (wiring.areas[area].devices[device].kind == WiredKind::Bridge)
                bridges_.emplace(WiredAt{area, device}, WiredAt{area, device});
        }
    }
    for (const auto& edge : wiring.edges) {
        if (edge.kind != WiringEdge::Kind::Port || !edge.to || wiring.at(*edge.to).kind != WiredKind::Bridge)
            continue; // a bond or a VRF is no switch
        bridges_.insert_or_assign(edge.from, *edge.to);
        ports_[*edge.to].push_back(edge.from);
    }
}

const WiredAt* WiredBridges::bridgeOf(const WiredAt& device) const {
    const auto found = bridges_.find(device);
    return found != bridges_.end() ? &found->second : nullptr;
}

std::span<const WiredAt> WiredBridges::portsOf(const WiredAt& bridge) const {
    const auto found = ports_.find(bridge);
    return found != ports_.end() ? std::span<const WiredAt>(found->second) : std::span<const WiredAt>();
}

} // namespace tapscope
