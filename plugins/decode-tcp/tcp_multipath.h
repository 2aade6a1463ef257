#pragma once

#include <decode/dissection.h>

namespace tapscope::tcp {

/// Reads the Multipath TCP option (RFC 8684 section 3, RFC 6824) behind its length, adds its fields and names it in the
/// line of the option.
void decodeMultipath(ByteReader& bytes, Dissection& dissection);

/// The name of the subtype at the beginning of the option's value.
[[nodiscard]] std::string_view multipathSubtype(ByteReader value) noexcept;

} // namespace tapscope::tcp
