#pragma once

#include <decode/ber.h>
#include <decode/dissection.h>

namespace tapscope::ber {

/// Add the values of elements as fields, whose ranges are those of the contents. Each receives the content of one
/// element.
std::int64_t addInteger(const ByteReader& content, Dissection& d, Dissection::Field field);
std::string_view addText(ByteReader content, Dissection& d, Dissection::Field field);
void addOctets(ByteReader content, Dissection& d, Dissection::Field field);
/// The content of an element nested in another: [3] INTEGER. Empty if there is none.
[[nodiscard]] ByteReader inside(ByteReader content) noexcept;

} // namespace tapscope::ber
