#pragma once

#include <decode/dissection.h>

namespace tapscope::tcp {

/// Reads the Multipath TCP option (RFC 8684 section 3, RFC 6824) after its length, adds its fields, and adds its name
/// to the option's line.
void decodeMultipath(ByteReader& bytes, Dissection& dissection);

/// The name of the subtype at the beginning of the option's value.
[[nodiscard]] std::string_view multipathSubtype(ByteReader value) noexcept;

} // namespace tapscope::tcp
