#pragma once

#include "quic_crypto.h"

#include <decode/dissection.h>

namespace tapscope::quic {

/// A variable-length integer (RFC 9000 section 16); moves behind it.
[[nodiscard]] std::uint64_t readVarint(ByteReader& bytes) noexcept;
/// The same, added as a field.
std::uint64_t decodeVarint(ByteReader& bytes, Dissection& dissection, Dissection::Field field);

/// Reads the frames of a decrypted Initial packet (RFC 9000 section 12.4), adds them and names them in the Info column.
/// What its CRYPTO frames carry goes to `pieces`.
void decodeFrames(ByteReader bytes, Dissection& dissection, CryptoPieces& pieces);

} // namespace tapscope::quic
