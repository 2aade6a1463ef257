#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <string>

namespace tapscope {

/// The filter that says "this field has this value": "ip.src == 10.9.0.1", "tcp" for a layer, "http.host == \"a\"".
/// Empty for lines of the tree that are no values. Valid in the language of FieldFilter.
[[nodiscard]] std::string conditionFor(const DecoderRegistry& registry, const Dissection& dissection,
                                       const FieldValue& value);

/// The filter for the conversation that a frame belongs to, by its innermost addresses and ports:
/// "ip.addr == 10.9.0.1 && ip.addr == 10.9.0.2 && tcp.port == 80 && tcp.port == 4097". Empty without addresses.
[[nodiscard]] std::string conversationCondition(const Dissection& dissection);

/// The same by the addresses of one layer: the outermost Ethernet ones, the innermost IP ones without ports, or those
/// with the ports of TCP or UDP. Empty where the frame has none.
enum class ConversationLayer { Ethernet, Ip, Ports };
[[nodiscard]] std::string conversationCondition(const DecoderRegistry& registry, const Dissection& dissection,
                                                ConversationLayer layer);

/// How a new condition joins what stands in the filter bar.
enum class ConditionJoin { Replace, ReplaceNot, And, Or, AndNot, OrNot };

/// `filter` with `condition` joined to it; both may be empty.
[[nodiscard]] std::string joinedFilter(std::string_view filter, std::string_view condition, ConditionJoin join);

} // namespace tapscope
