#pragma once

#include <decode/dissection.h>

namespace tapscope {

/// Hands `bytes` to whoever hooks into the table "ethertype" under `type`, as carriers of all kinds do: adds the step
/// "ethertype" to frame.protocols, and shows the number as the Protocol column when nobody does. `table` is the
/// caller's index of "ethertype".
void nextByEthertype(Dissection& dissection, Dissection::Table table, std::uint16_t type, const ByteReader& bytes);

/// How many bytes of `payload` the protocol of that Ethertype says are its own; what follows them is padding or a
/// trailer of the link layer. All of them for protocols that do not say.
[[nodiscard]] std::size_t lengthByEthertype(std::uint16_t type, Bytes payload) noexcept;

/// Names of Ethertypes, sorted by number.
[[nodiscard]] std::span<const ValueName> ethertypeNames() noexcept;

} // namespace tapscope
