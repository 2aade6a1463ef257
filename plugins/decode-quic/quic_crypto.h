#pragma once

#include "quic_connection.h"

#include <decode/dissection.h>

#include <array>
#include <cstdint>

namespace tapscope::quic {

/// A piece of the stream of handshake messages.
struct CryptoPiece {
    std::uint64_t offset = 0;
    Bytes data;
};

/// The CRYPTO frames of a datagram. Clients spread their first message over many.
struct CryptoPieces {
    static constexpr std::size_t most = 64;
    std::array<CryptoPiece, most> list{};
    std::size_t count = 0;
    std::size_t frameOffset = 0; ///< in the frame, of the packet with the first piece

    void add(std::uint64_t offset, Bytes data, std::size_t at) noexcept {
        if (count == most || data.empty())
            return;
        if (count == 0)
            frameOffset = at;
        list[count++] = {offset, data};
    }
};

/// The handshake messages to decode here: those that the datagram contains, or, if the capture was learned with
/// reassembly, those that it completes. Empty if there are none.
[[nodiscard]] ByteReader handshakeMessages(CryptoPieces& pieces, Dissection& dissection);

} // namespace tapscope::quic
