#include "net_flow_records.h"

#include "net_flow_elements.h"

#include <decode/message_fields.h>

namespace tapscope::netflow {
namespace {

constexpr std::uint64_t microsecond = 1'000, millisecond = 1'000'000, second = 1'000'000'000;

/// Adds a time of `size` octets in this unit.
void addTime(ByteReader& bytes, Dissection& d, Field field, std::size_t size, std::uint64_t unit) {
    const ByteRange range = rangeAhead(bytes, size);
    d.add(field, range, bytes.big(size) * unit);
}

void addNtpTime(ByteReader& bytes, Dissection& d, Field field) {
    constexpr std::uint64_t since1900 = 2'208'988'800; // seconds, until 1970
    const ByteRange range = rangeAhead(bytes, 8);
    const std::uint64_t seconds = bytes.u32() - since1900;
    const std::uint64_t fraction = bytes.u32() * second >> 32;
    d.add(field, range, seconds * second + fraction);
}

/// Whether a value of this many octets can be read in this way.
bool fits(Reading reading, std::size_t size) noexcept {
    switch (reading) {
    case Reading::Number:
        return size <= 8;
    case Reading::Uptime:
    case Reading::Seconds:
    case Reading::DurationMilliseconds:
    case Reading::DurationMicroseconds:
    case Reading::Address4:
        return size == 4;
    case Reading::Milliseconds:
    case Reading::NtpTime:
        return size == 8;
    case Reading::Mac:
        return size == 6;
    case Reading::Address6:
        return size == 16;
    case Reading::Application:
        return size > 1;
    case Reading::Text:
    case Reading::Octets:
        return true;
    }
    return false;
}

void decodeValue(ByteReader& bytes, Dissection& d, const Element* element) {
    const std::size_t size = bytes.remaining();
    if (element == nullptr || !fits(element->reading, size)) {
        d.data(bytes, UnknownElement, size);
        return;
    }
    switch (element->reading) {
    case Reading::Number:
    case Reading::Address4:
        d.uint(bytes, element->field, size);
        break;
    case Reading::Address6:
    case Reading::Mac:
    case Reading::Octets:
        d.data(bytes, element->field, size);
        break;
    case Reading::Text: {
        const Bytes text = bytes.rest();
        const auto end = std::ranges::find(text, std::byte{0}) - text.begin(); // short texts are padded with zeros
        d.addText(element->field, rangeAhead(bytes, size),
                  {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(end)});
        bytes.skip(size);
        break;
    }
    case Reading::Uptime:
    case Reading::DurationMilliseconds:
    case Reading::Milliseconds:
        addTime(bytes, d, element->field, size, millisecond);
        break;
    case Reading::DurationMicroseconds:
        addTime(bytes, d, element->field, size, microsecond);
        break;
    case Reading::Seconds:
        addTime(bytes, d, element->field, size, second);
        break;
    case Reading::NtpTime:
        addNtpTime(bytes, d, element->field);
        break;
    case Reading::Application:
        d.u8(bytes, ApplicationEngine);
        d.data(bytes, ApplicationSelector, bytes.remaining());
        break;
    }
}

/// The length of a value, which may precede it (RFC 7011 section 7).
std::size_t lengthOf(ByteReader& bytes, Dissection& d, const TemplateField& field) {
    constexpr std::uint8_t isLong = 255;
    if (field.length != TemplateField::isVariable)
        return field.length;
    const std::uint8_t length = d.u8(bytes, ShortTextLength);
    return length == isLong ? d.u16(bytes, LongTextLength) : length;
}

void decodeRecord(ByteReader& bytes, Dissection& d, const RecordTemplate& form) {
    for (std::size_t i = 0; i < form.count && !bytes.overrun(); ++i) {
        const TemplateField& field = form.fields[i];
        const std::size_t length = lengthOf(bytes, d, field);
        if (!bytes.has(length)) {
            bytes.setOverrun();
            return;
        }
        ByteReader value = bytes.part(length);
        const bool isEnterprise = (field.kind & TemplateField::isEnterprise) != 0;
        if (length != 0)
            decodeValue(value, d,
                        isEnterprise      ? nullptr
                        : i < form.scopes ? scopeOf(field.kind)
                                          : elementOf(field.kind));
    }
}

} // namespace

void decodeRecords(ByteReader& bytes, Dissection& d, const RecordTemplate& form) {
    d.add(TemplateFrame, {}, form.frame);
    d.label("[Template Frame: {}]", form.frame);
    const std::size_t shortest = form.shortest();
    for (std::size_t number = 1; bytes.has(shortest) && !bytes.overrun(); ++number) {
        d.addBytes(Flow, rangeAhead(bytes, shortest));
        d.label("Flow {}", number);
        const auto nest = d.nest();
        decodeRecord(bytes, d, form);
    }
    if (!bytes.atEnd() && !bytes.overrun())
        d.data(bytes, Padding, bytes.remaining());
}

} // namespace tapscope::netflow
