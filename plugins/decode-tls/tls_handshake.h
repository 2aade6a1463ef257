#pragma once

#include "tls_session.h"

namespace tapscope::tls {

/// Reads the handshake messages in `bytes`, the fragment of a record of `version` (RFC 5246 section 7.4, RFC 8446
/// section 4), or of QUIC's CRYPTO frames.
void decodeHandshakes(ByteReader bytes, Reading& reading, std::uint16_t version);

/// Reads one message's body, without type and length.
void decodeHandshakeBody(ByteReader bytes, std::uint8_t type, Reading& reading);

/// Reads the elements of a vector of `length` bytes (RFC 8446 section 3.4). If an element does not fit into the vector,
/// or the vector into the bytes that hold it, `bytes` is overrun.
template <typename ReadElement>
void readVector(ByteReader& bytes, std::size_t length, const ReadElement& readElement) {
    const bool fits = bytes.has(length);
    ByteReader vector = bytes.part(length);
    while (!vector.atEnd())
        readElement(vector);
    if (!fits || vector.overrun())
        bytes.setOverrun();
}

/// The range of the next `size` bytes, whether or not they are all there.
[[nodiscard]] inline ByteRange here(const ByteReader& bytes, std::size_t size) noexcept {
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
}

/// Decodes the extensions of a hello and of some other messages, with the length in front of them.
void decodeExtensions(ByteReader& bytes, std::uint8_t handshakeType, Dissection& dissection);

/// The version that a ServerHello selects: that of its extension "supported_versions", or its own.
[[nodiscard]] std::uint16_t chosenVersion(ByteReader serverHello) noexcept;
/// Whether it is a HelloRetryRequest, which differs only by its random value (RFC 8446 section 4.1.3).
[[nodiscard]] bool isRetryRequest(ByteReader serverHello) noexcept;

} // namespace tapscope::tls
