#pragma once

#include <wiring/wiring.h>

#include <map>
#include <span>
#include <vector>

namespace tapscope {

/// The bridges of a map and their ports.
class WiredBridges {
public:
    explicit WiredBridges(const Wiring& wiring);

    /// The bridge that the device is, or that it is a port of; null if there is none.
    [[nodiscard]] const WiredAt* bridgeOf(const WiredAt& device) const;
    /// The ports of a bridge, in the order of the map.
    [[nodiscard]] std::span<const WiredAt> portsOf(const WiredAt& bridge) const;

private:
    std::map<WiredAt, WiredAt> bridges_;
    std::map<WiredAt, std::vector<WiredAt>> ports_;
};

} // namespace tapscope
