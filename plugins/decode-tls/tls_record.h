#pragma once

#include "tls_session.h"

namespace tapscope::tls {

/// Reads a record's fragment, which is the record without its header. `line` says whether the tree has a line for the
/// record.
void decodeFragment(ByteReader fragment, std::uint8_t type, std::uint16_t version, Reading& reading);

/// Reads one record of SSL 2.0, and moves past it.
void decodeSsl2Record(ByteReader& bytes, Reading& reading);

/// Whether an SSL 2.0 record seems to begin here, and whether it is a ClientHello.
[[nodiscard]] bool looksLikeSsl2(const ByteReader& bytes) noexcept;
[[nodiscard]] bool isSsl2ClientHello(const ByteReader& bytes) noexcept;

} // namespace tapscope::tls
