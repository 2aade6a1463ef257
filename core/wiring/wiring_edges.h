#pragma once

#include <wiring/wiring.h>

#include <map>
#include <span>
#include <utility>

namespace tapscope {

/// Maps (area, netnsid as known in that area) to the area of that namespace.
using NetworkIds = std::map<std::pair<std::size_t, std::int32_t>, std::size_t>;

/// Returns the edges between devices, computed from the indexes that they have of each other, in the order of areas and
/// devices. Each pair is returned once. An edge whose other end is in no readable area has no end.
[[nodiscard]] std::vector<WiringEdge> edgesOf(std::span<const WiringArea> areas, const NetworkIds& ids);

} // namespace tapscope
