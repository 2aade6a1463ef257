#pragma once

#include <decode/ber.h>
#include <decode/dissection.h>

namespace tapscope::ber {

/// Values of elements as fields, whose places are those of the contents. Each takes the content of one element.
std::int64_t addInteger(const ByteReader& content, Dissection& d, Dissection::Field field);
std::string_view addText(ByteReader content, Dissection& d, Dissection::Field field);
void addOctets(ByteReader content, Dissection& d, Dissection::Field field);
/// The content of the element that stands in the content of another: [3] INTEGER. Empty when there is none.
[[nodiscard]] ByteReader inside(ByteReader content) noexcept;

} // namespace tapscope::ber
