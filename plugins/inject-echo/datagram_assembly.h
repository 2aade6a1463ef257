#pragma once

#include <base/frame.h>
#include <base/ip_address.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace tapscope {

/// Reassembles fragments of IP datagrams (RFC 791, RFC 8200 section 4.5). It holds a few incomplete datagrams at a
/// time; a new one displaces the oldest. A datagram whose fragments overlap is dropped (RFC 5722).
class DatagramAssembly {
public:
    struct Key {
        IpAddress source, destination;
        std::uint32_t identification = 0;
        bool operator==(const Key&) const = default;
    };
    struct Fragment {
        std::size_t offset = 0; ///< bytes, a multiple of eight
        bool isLast = false;
        Bytes bytes;
    };

    /// Returns the payload of the datagram once its last missing fragment has arrived.
    [[nodiscard]] std::optional<std::vector<std::byte>> add(const Key& key, const Fragment& fragment);

private:
    struct Datagram {
        Key key;
        std::vector<std::byte> bytes;
        std::vector<bool> isThere; ///< one per eight bytes
        std::optional<std::size_t> size;
    };
    [[nodiscard]] static bool take(Datagram& datagram, const Fragment& fragment);

    std::deque<Datagram> waiting_;
};

} // namespace tapscope
