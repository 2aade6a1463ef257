#pragma once

#include "dns_name.h"

#include <decode/dissection.h>

namespace tapscope::dns {

/// The three protocols that share the message format.
enum class Variant { Dns, Multicast, LinkLocal };

/// A message being decoded.
struct Message {
    Dissection& d;
    Bytes bytes; ///< from its first byte on: compression pointers are offsets from there
    Variant variant;
};

/// RFC 1035 section 4: header, questions, resource records. Adds the layer's fields and the Info column.
/// `place` is the index of the message in its layer.
void decodeMessage(ByteReader& bytes, Dissection& d, Variant variant, std::uint8_t place = 0);

/// Whether bytes at a port other than DNS's are a DNS message, as strictly as in Wireshark.
[[nodiscard]] bool looksLikeMessage(Bytes bytes) noexcept;

/// Reads a name and adds it as `field`. Returns it for the columns.
Name decodeName(const Message& message, ByteReader& bytes, Dissection::Field field);

/// Whether the Info column identifies a record of this type by its owner's name.
[[nodiscard]] bool isToldByOwner(std::uint16_t type) noexcept;

/// Decodes the data of one record, which `bytes` spans, and adds its text for the Info column.
void decodeRecordData(const Message& message, std::uint16_t type, ByteReader& bytes);

/// RFC 6891: the options of an OPT record.
void decodeOptions(const Message& message, ByteReader& bytes);

/// RFC 9460: the parameters of an SVCB or HTTPS record.
void decodeServiceParameters(const Message& message, ByteReader& bytes);

} // namespace tapscope::dns
