#include <wiring/wiring_edges.h>

#include <unordered_map>

namespace tapscope {
namespace {

class Edges {
public:
    Edges(std::span<const WiringArea> areas, const NetworkIds& ids) : areas_(areas), ids_(ids), byIndex_(areas.size()) {
        for (std::size_t area = 0; area < areas.size(); ++area) {
            for (std::size_t device = 0; device < areas[area].devices.size(); ++device)
                byIndex_[area].emplace(areas[area].devices[device].info.index, device);
        }
    }

    std::vector<WiringEdge> find() {
        for (std::size_t area = 0; area < areas_.size(); ++area) {
            for (std::size_t device = 0; device < areas_[area].devices.size(); ++device)
                addThoseOf({area, device});
        }
        return std::move(edges_);
    }

private:
    void addThoseOf(WiredAt from) {
        const WiredDevice& device = areas_[from.area].devices[from.device];
        if (device.masterIndex != 0)
            add({WiringEdge::Kind::Port, from, at(from.area, device.masterIndex)});
        if (device.underlayIndex != 0)
            add({WiringEdge::Kind::Tunnel, from, at(from.area, device.underlayIndex)});
        if (device.lowerIndex == 0 && !device.lowerNetwork)
            return;
        const auto lower = lowerOf(from, device);
        if (device.kind != WiredKind::Veth)
            add({WiringEdge::Kind::Lower, from, lower});
        else if (!lower || from < *lower || !reports(*lower, from))
            add({WiringEdge::Kind::Pair, from, lower});
    }

    [[nodiscard]] std::optional<WiredAt> lowerOf(WiredAt from, const WiredDevice& device) const {
        if (!device.lowerNetwork)
            return at(from.area, device.lowerIndex);
        const auto area = ids_.find({from.area, *device.lowerNetwork});
        return area != ids_.end() ? at(area->second, device.lowerIndex) : std::nullopt;
    }

    /// Whether the other end also reports the pair; the namespaces are read one after another.
    [[nodiscard]] bool reports(WiredAt from, WiredAt to) const {
        const WiredDevice& device = areas_[from.area].devices[from.device];
        return device.kind == WiredKind::Veth && lowerOf(from, device) == to;
    }

    [[nodiscard]] std::optional<WiredAt> at(std::size_t area, std::uint32_t index) const {
        const auto device = byIndex_[area].find(index);
        return device != byIndex_[area].end() ? std::optional(WiredAt{area, device->second}) : std::nullopt;
    }

    void add(const WiringEdge& edge) { edges_.push_back(edge); }

    std::span<const WiringArea> areas_;
    const NetworkIds& ids_;
    std::vector<std::unordered_map<std::uint32_t, std::size_t>> byIndex_;
    std::vector<WiringEdge> edges_;
};

} // namespace

std::vector<WiringEdge> edgesOf(std::span<const WiringArea> areas, const NetworkIds& ids) {
    return Edges(areas, ids).find();
}

} // namespace tapscope
