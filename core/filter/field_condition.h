#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <string>

namespace tapscope {

/// Returns a filter for a field's value: "ip.src == 10.9.0.1", "tcp" for a layer, "http.host == \"a\"". Empty for lines
/// of the tree that are not values. The text is valid for FieldFilter.
[[nodiscard]] std::string conditionFor(const DecoderRegistry& registry, const Dissection& dissection,
                                       const FieldValue& value);

/// Returns a filter for a frame's conversation, by its innermost addresses and ports: "ip.addr == 10.9.0.1 && ip.addr
/// == 10.9.0.2 && tcp.port == 80 && tcp.port == 4097". Empty without addresses.
[[nodiscard]] std::string conversationCondition(const Dissection& dissection);

/// The same by the addresses of one layer: the outermost Ethernet addresses, the innermost IP addresses without ports,
/// or those with the ports of TCP or UDP. Empty if the frame has none.
enum class ConversationLayer { Ethernet, Ip, Ports };
[[nodiscard]] std::string conversationCondition(const DecoderRegistry& registry, const Dissection& dissection,
                                                ConversationLayer layer);

/// How a new condition is combined with the text in the filter bar.
enum class ConditionJoin { Replace, ReplaceNot, And, Or, AndNot, OrNot };

/// Returns `filter` combined with `condition`; both may be empty.
[[nodiscard]] std::string joinedFilter(std::string_view filter, std::string_view condition, ConditionJoin join);

} // namespace tapscope
