#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <string>

namespace tapscope {

/// Decoded values as text: the lines of the tree, the columns, the values of `-T fields`.

/// Whether untrusted text is escaped (printable_text.h), or left as it is for a caller that escapes it in another way.
enum class TextForm : std::uint8_t { Printable, Raw };

/// Appends the value alone, as `tshark -T fields` prints it: "64", "0x0800", "10.9.0.1", "02:42:0a:09:00:01", "1".
void appendValue(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                 const FieldValue& value, TextForm form = TextForm::Printable);

/// Returns the field's line in the tree: "Time to Live: 64", "0100 .... = Version: 4", or the decoder's own label.
[[nodiscard]] std::string treeLine(const DecoderRegistry& registry, const Dissection& dissection,
                                   const FieldValue& value);

/// Appends "eth:ethertype:ip:icmp", as in frame.protocols.
void appendProtocols(std::string& out, const Dissection& dissection);

} // namespace tapscope
