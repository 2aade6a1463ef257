#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tapscope {

/// A user's choice of the protocol behind a port, Ethertype or other key. It has precedence over the decoders' hooks.
struct DecodeAs {
    std::string table; ///< "udp.port"; empty: the protocol is disabled everywhere
    std::uint32_t key = 0;
    std::string protocol; ///< an abbreviation; empty: no protocol is decoded

    [[nodiscard]] bool operator==(const DecodeAs& other) const = default;
};

using DecodeAsList = std::vector<DecodeAs>;

} // namespace tapscope
