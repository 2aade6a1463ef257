#pragma once

#include <base/timestamp.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <analysis/frame_order.h>

#include <optional>
#include <string>
#include <string_view>

namespace tapscope {

/// Values as bytes that compare as the values do (memcmp). Each appends to `out`, and tells whether there is a value.

void appendOrdered(std::string& out, std::uint64_t number);
/// Without regard to the case of ASCII letters, cut to 4096 bytes.
void appendOrdered(std::string& out, std::string_view text);
[[nodiscard]] bool appendOrdered(std::string& out, const ColumnAddress& address);
/// The first of these fields that the frame has.
[[nodiscard]] bool appendOrdered(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                                 std::span<const FieldId> fields);

} // namespace tapscope
