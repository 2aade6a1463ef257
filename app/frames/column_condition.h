#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <string>

namespace tapscope {

/// The filter for what a column of the list says of a frame: "ip.src == 10.9.0.1", "arp", "frame.len == 98". Empty for
/// columns that say nothing to filter by.
[[nodiscard]] std::string columnCondition(int column, const DecoderRegistry& registry, const Dissection& dissection);

} // namespace tapscope
