#include "snmp_bindings.h"

namespace tapscope::snmp {
namespace {

/// Types of values in addition to the universal ones (RFC 2578 section 7.1, RFC 3416 section 3).
enum ValueTag : std::uint8_t {
    IpAddress = 0x40,
    Counter32 = 0x41,
    Gauge32 = 0x42,
    TimeTicks = 0x43,
    Opaque = 0x44,
    Counter64 = 0x46,
    Unsigned32 = 0x47,
    TagNoSuchObject = 0x80,
    TagNoSuchInstance = 0x81,
    TagEndOfView = 0x82,
};

void addValue(const ber::Element& value, Dissection& d) {
    const ByteRange range = rangeOf(value.content);
    const auto number = static_cast<std::uint64_t>(ber::integer(value.content));
    switch (value.tag) {
    case ber::Integer:
        return d.add(ValueInteger, range, number);
    case ber::OctetString:
        return d.addBytes(ValueOctets, range);
    case ber::Null:
        return d.add(ValueNull, range, 0);
    case ber::ObjectIdentifier:
        if (d.wants(ValueIdentifier))
            d.addText(ValueIdentifier, range, ber::DottedText(value.content).view());
        return;
    case IpAddress:
        if (range.length == 4)
            return d.add(ValueAddress, range, ByteReader(value.content).u32());
        break;
    case Counter32:
    case Counter64:
        return d.add(ValueCounter, range, number);
    case Gauge32:
        return d.add(ValueGauge, range, number);
    case TimeTicks:
        return d.add(ValueTicks, range, number);
    case Opaque:
        return d.addBytes(ValueOpaque, range);
    case Unsigned32:
        return d.add(ValueUnsigned, range, number);
    case TagNoSuchObject:
        return d.add(NoSuchObject, range, 0);
    case TagNoSuchInstance:
        return d.add(NoSuchInstance, range, 0);
    case TagEndOfView:
        return d.add(EndOfView, range, 0);
    default:
        break;
    }
    d.addBytes(ValueUnknown, range);
}

std::uint32_t countOf(ByteReader list) {
    std::uint32_t count = 0;
    while (!list.atEnd() && ber::read(list).tag != 0)
        ++count;
    return count;
}

} // namespace

ByteRange rangeOf(const ByteReader& content) noexcept {
    return {static_cast<std::uint32_t>(content.offset()), static_cast<std::uint32_t>(content.remaining())};
}

bool addBindings(ByteReader list, Dissection& d) {
    if (d.wants(Bindings))
        d.add(Bindings, rangeOf(list), countOf(list));
    const auto nest = d.nest();
    while (!list.atEnd()) {
        ber::Element binding = ber::read(list);
        const ber::Element name = ber::read(binding.content);
        const ber::Element value = ber::read(binding.content);
        if (binding.tag != ber::Sequence || name.tag != ber::ObjectIdentifier || value.tag == 0 || !value.isWhole())
            return false;
        const ber::DottedText dotted(name.content);
        d.infoAppend(" {}", dotted.view());
        d.addText(Name, rangeOf(name.content), dotted.view());
        const auto inside = d.nest();
        addValue(value, d);
    }
    return true;
}

} // namespace tapscope::snmp
