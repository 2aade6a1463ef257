#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tapscope {

/// A user's word on what a port, ethertype or other key carries, before what the decoders say of themselves.
struct DecodeAs {
    std::string table; ///< "udp.port"; empty: the protocol is switched off, wherever it would be decoded
    std::uint32_t key = 0;
    std::string protocol; ///< an abbreviation; empty: nobody decodes it

    [[nodiscard]] bool operator==(const DecodeAs& other) const = default;
};

using DecodeAsList = std::vector<DecodeAs>;

} // namespace tapscope
