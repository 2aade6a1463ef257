#pragma once

#include "net_flow_fields.h"

namespace tapscope::netflow {

/// How the octets of a value are read.
enum class Reading : std::uint8_t {
    Number, ///< 1 to 8 octets
    Address4,
    Address6,
    Mac,
    Text,
    Octets,
    Uptime,       ///< milliseconds since the exporter began
    Seconds,      ///< since 1970
    Milliseconds, ///< since 1970
    NtpTime,      ///< seconds since 1900 and a fraction of 32 bits (RFC 7011, 6.1.9)
    DurationMilliseconds,
    DurationMicroseconds,
    Application, ///< one octet with the engine that classified it, and its number there (RFC 6759)
};

/// An information element (IANA's registry of IPFIX entities).
struct Element {
    std::uint16_t kind = 0;
    Field field = UnknownElement;
    Reading reading = Reading::Octets;
};

/// Null if the element is not known.
[[nodiscard]] const Element* elementOf(std::uint16_t kind) noexcept;
/// The scope of an options record in NetFlow 9, which has its own numbers (RFC 3954 section 6.1). Null if it is not
/// known.
[[nodiscard]] const Element* scopeOf(std::uint16_t kind) noexcept;

} // namespace tapscope::netflow
