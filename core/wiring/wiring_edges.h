#pragma once

#include <wiring/wiring.h>

#include <map>
#include <span>
#include <utility>

namespace tapscope {

/// Which area the namespace is that one area knows by an id (netnsid): (area, id) to area.
using NetworkIds = std::map<std::pair<std::size_t, std::int32_t>, std::size_t>;

/// The edges between devices, from the indexes that they have of each other. Each pair is told once; one of which no
/// other end is in an area that can be seen ends nowhere. In the order of areas and devices.
[[nodiscard]] std::vector<WiringEdge> edgesOf(std::span<const WiringArea> areas, const NetworkIds& ids);

} // namespace tapscope
