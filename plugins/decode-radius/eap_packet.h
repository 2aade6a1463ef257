#pragma once

#include <base/byte_reader.h>
#include <base/frame.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace tapscope {

/// An EAP packet as RADIUS carries it: split into attributes of at most 253 bytes (RFC 3579 section 3.1).
class EapPacket {
public:
    void append(Bytes piece) noexcept;
    /// The contradiction in its lengths; empty if they are consistent, or if there is no packet.
    [[nodiscard]] std::string_view damage() const noexcept;

private:
    std::array<std::byte, 4096> bytes_; ///< the largest RADIUS packet
    std::size_t size_ = 0;
};

} // namespace tapscope
