#pragma once

#include <decode/dissection.h>

#include <optional>

namespace tapscope::tcp {

/// Adds the options (RFC 9293 section 3.2, RFC 7323, RFC 2018 and others) to the tree and to the Info column. Edges of
/// selective acknowledgments are shown relative to `base`.
void decodeOptions(ByteReader& bytes, std::uint32_t base, Dissection& dissection);

/// The shift of the window scale option (RFC 7323 section 2.2), if there is one.
[[nodiscard]] std::optional<int> windowShiftOf(Bytes options) noexcept;

/// The number of bytes that the SACK option acknowledges (RFC 2018 section 3).
[[nodiscard]] std::uint32_t selectivelyAckedBy(Bytes options) noexcept;

} // namespace tapscope::tcp
