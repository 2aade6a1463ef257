#include "ber_fields.h"

namespace tapscope::ber {

std::int64_t addInteger(const ByteReader& content, Dissection& d, Dissection::Field field) {
    const std::int64_t value = integer(content);
    if (!content.atEnd())
        d.add(field, {static_cast<std::uint32_t>(content.offset()), static_cast<std::uint32_t>(content.remaining())},
              static_cast<std::uint64_t>(value));
    return value;
}

std::string_view addText(ByteReader content, Dissection& d, Dissection::Field field) {
    return d.text(content, field, content.remaining());
}

void addOctets(ByteReader content, Dissection& d, Dissection::Field field) {
    if (!content.atEnd())
        d.data(content, field, content.remaining());
}

ByteReader inside(ByteReader content) noexcept {
    return read(content).content;
}

} // namespace tapscope::ber
