#pragma once

#include <decode/dissection.h>

namespace tapscope {

/// Passes `bytes` to the decoder with a hook in the table "ethertype" for `type`. All carriers of Ethertypes use it.
/// Adds the step "ethertype" to frame.protocols, and shows the number in the Protocol column if there is no decoder.
/// `table` is the caller's index of "ethertype".
void nextByEthertype(Dissection& dissection, Dissection::Table table, std::uint16_t type, const ByteReader& bytes);

/// Returns the number of bytes of `payload` that belong to the protocol of that Ethertype, according to its header; the
/// rest is padding or a trailer of the link layer. All of them for protocols without a length.
[[nodiscard]] std::size_t lengthByEthertype(std::uint16_t type, Bytes payload) noexcept;

/// Names of Ethertypes, sorted by number.
[[nodiscard]] std::span<const ValueName> ethertypeNames() noexcept;

} // namespace tapscope
