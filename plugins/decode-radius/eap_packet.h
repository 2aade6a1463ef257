#pragma once

#include <base/byte_reader.h>

namespace tapscope {

class Dissection;

/// Returns the EAP packet that RADIUS attributes carry: split into attributes of at most 253 octets (RFC 3579 section
/// 3.1). Empty if there is none. Attributes behind one whose length does not fit are not looked at.
[[nodiscard]] ByteReader eapPacketIn(ByteReader attributes, Dissection& d);

} // namespace tapscope
