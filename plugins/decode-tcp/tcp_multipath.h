#pragma once

#include <decode/dissection.h>

namespace tapscope::tcp {

/// Reads Multipath TCP's option (RFC 8684 section 3, RFC 6824) behind its length, adds its fields and names it in the
/// option's line.
void decodeMultipath(ByteReader& bytes, Dissection& dissection);

/// The name of the subtype that begins the option's value.
[[nodiscard]] std::string_view multipathSubtype(ByteReader value) noexcept;

} // namespace tapscope::tcp
