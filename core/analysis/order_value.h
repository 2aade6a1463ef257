#pragma once

#include <base/timestamp.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <analysis/frame_order.h>

#include <optional>
#include <string>
#include <string_view>

namespace tapscope {

/// Values as bytes that memcmp() orders like the values. Each function appends to `out`; it returns whether there is a
/// value.

void appendOrdered(std::string& out, std::uint64_t number);
/// Appends text, ignoring the case of ASCII letters and truncated to 4096 bytes.
void appendOrdered(std::string& out, std::string_view text);
[[nodiscard]] bool appendOrdered(std::string& out, const ColumnAddress& address);
/// Appends the first of these fields that the frame has.
[[nodiscard]] bool appendOrdered(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                                 std::span<const FieldId> fields);

} // namespace tapscope
