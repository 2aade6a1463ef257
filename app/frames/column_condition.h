#pragma once

#include <decode/dissection.h>
#include <decode/registry.h>

#include <string>

namespace tapscope {

/// The filter for the value of a column of the list in a frame: "ip.src == 10.9.0.1", "arp", "frame.len == 98". Empty
/// for columns without a value to filter by.
[[nodiscard]] std::string columnCondition(int column, const DecoderRegistry& registry, const Dissection& dissection);

} // namespace tapscope
