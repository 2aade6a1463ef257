#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <string>

namespace tapscope {

/// How decoded values are put into words: the tree's lines, the columns, the values of `-T fields`.

/// Text of strangers: escaped (printable_text.h), or as it is for whoever escapes it in another way.
enum class TextForm : std::uint8_t { Printable, Raw };

/// The value alone, as `tshark -T fields` prints it: "64", "0x0800", "10.9.0.1", "02:42:0a:09:00:01", "1".
void appendValue(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                 const FieldValue& value, TextForm form = TextForm::Printable);

/// The line of the tree: "Time to Live: 64", "0100 .... = Version: 4", or the decoder's own label.
[[nodiscard]] std::string treeLine(const DecoderRegistry& registry, const Dissection& dissection,
                                   const FieldValue& value);

/// "eth:ethertype:ip:icmp", as frame.protocols has it.
void appendProtocols(std::string& out, const Dissection& dissection);

} // namespace tapscope
