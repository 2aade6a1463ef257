#pragma once

#include "quic_crypto.h"

#include <decode/dissection.h>

namespace tapscope::quic {

/// Reads a variable-length integer (RFC 9000 section 16).
[[nodiscard]] std::uint64_t readVarint(ByteReader& bytes) noexcept;
/// Reads a variable-length integer and adds it as a field.
std::uint64_t decodeVarint(ByteReader& bytes, Dissection& dissection, Dissection::Field field);

/// Reads the frames of a decrypted Initial packet (RFC 9000 section 12.4), adds them and names them in the Info column.
/// The data of its CRYPTO frames is added to `pieces`.
void decodeFrames(ByteReader bytes, Dissection& dissection, CryptoPieces& pieces);

} // namespace tapscope::quic
