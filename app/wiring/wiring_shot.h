#pragma once

#include "wiring_layout.h"

#include <QMetaType>

#include <wiring/wired_bridges.h>

#include <compare>
#include <memory>
#include <string>
#include <vector>

namespace tapscope {

/// Identifies a device independently of its name.
struct WiredKey {
    NetworkIdentity network;
    std::uint32_t index = 0; ///< the interface's
    auto operator<=>(const WiredKey&) const = default;
};

/// The rates of a device, both directions together if nothing else is said.
struct WiredRate {
    double framesPerSecond = 0, bitsPerSecond = 0;
    std::vector<float> history;        ///< frames per second, the newest last
    std::vector<float> received, sent; ///< the same of each direction, for a longer time
};

/// A snapshot of the map with everything that picture and table show, made on a worker thread.
struct WiringShot {
    explicit WiringShot(Wiring all) : wiring(std::move(all)), relations(relationsOf(wiring)), bridges(wiring) {}

    Wiring wiring;
    WiringLayout layout;
    std::vector<std::vector<std::string>> relations; ///< relationsOf()
    WiredBridges bridges;
    std::vector<std::vector<WiredRate>> rates; ///< by area and device

    [[nodiscard]] WiredKey keyOf(const WiredAt& at) const {
        return {wiring.areas[at.area].network, wiring.at(at).info.index};
    }
};
using WiringShots = std::shared_ptr<const WiringShot>;

} // namespace tapscope

Q_DECLARE_METATYPE(tapscope::WiringShots)
