#include "bgp_lengths.h"

#include <algorithm>
#include <array>

namespace tapscope::bgp {
namespace {

struct MessageSize {
    std::uint8_t type;
    std::size_t smallest, largest; ///< without the header
};
constexpr std::size_t anySize = 65535;
constexpr std::array messageSizes = {MessageSize{Open, 10, anySize}, MessageSize{Update, 4, anySize},
                                     MessageSize{Notification, 2, anySize}, MessageSize{KeepAlive, 0, 0},
                                     MessageSize{RouteRefresh, 4, anySize}};

/// Attributes whose value has one of the given sizes, or is a list of items of a given size.
struct AttributeSize {
    std::uint8_t type;
    std::size_t size, otherSize;
    bool isList = false;
};
constexpr std::array attributeSizes = {
    AttributeSize{1, 1, 1},          // ORIGIN
    AttributeSize{3, 4, 4},          // NEXT_HOP
    AttributeSize{4, 4, 4},          // MULTI_EXIT_DISC
    AttributeSize{5, 4, 4},          // LOCAL_PREF
    AttributeSize{6, 0, 0},          // ATOMIC_AGGREGATE
    AttributeSize{7, 6, 8},          // AGGREGATOR, with AS numbers of two bytes or four
    AttributeSize{8, 4, 4, true},    // COMMUNITIES (RFC 1997)
    AttributeSize{9, 4, 4},          // ORIGINATOR_ID (RFC 4456)
    AttributeSize{10, 4, 4, true},   // CLUSTER_LIST
    AttributeSize{16, 8, 8, true},   // EXTENDED COMMUNITIES (RFC 4360)
    AttributeSize{18, 8, 8},         // AS4_AGGREGATOR (RFC 6793)
    AttributeSize{25, 20, 20, true}, // IPv6 EXTENDED COMMUNITIES (RFC 5701)
    AttributeSize{32, 12, 12, true}, // LARGE_COMMUNITY (RFC 8092)
};

bool sizeFits(const AttributeSize& asked, std::size_t size) noexcept {
    if (asked.isList)
        return size != 0 && size % asked.size == 0;
    return size == asked.size || size == asked.otherSize;
}

/// Prefixes: a length in bits and the necessary bytes; with ADD-PATH (RFC 7911), an identifier precedes them.
bool arePrefixes(ByteReader bytes, std::size_t identifierSize) noexcept {
    constexpr unsigned addressBits = 32, bitsInByte = 8;
    while (!bytes.atEnd()) {
        bytes.skip(identifierSize);
        const unsigned bits = bytes.u8();
        if (bytes.overrun() || bits > addressBits)
            return false;
        bytes.skip((bits + bitsInByte - 1) / bitsInByte);
    }
    return !bytes.overrun();
}

/// Whether identifiers are used is known only from the OPEN messages, so one of the two formats has to fit.
bool prefixesFit(const ByteReader& bytes) noexcept {
    return arePrefixes(bytes, 0) || arePrefixes(bytes, 4);
}

/// AS_PATH: segments of a type, a count, and as many AS numbers.
bool areSegments(ByteReader bytes, std::size_t numberSize) noexcept {
    while (!bytes.atEnd() && !bytes.overrun()) {
        bytes.skip(1);
        bytes.skip(bytes.u8() * numberSize);
    }
    return !bytes.overrun();
}

/// Address family, next hop, one reserved byte, then the reachable prefixes (RFC 4760 section 3).
bool reachFits(ByteReader bytes) noexcept {
    bytes.skip(3);
    bytes.skip(bytes.u8());
    bytes.skip(1);
    return !bytes.overrun();
}

bool areElements(ByteReader bytes, std::size_t lengthSize, std::size_t headSize) noexcept {
    while (!bytes.atEnd() && !bytes.overrun()) {
        bytes.skip(1);
        const std::size_t length = bytes.big(lengthSize);
        if (length < headSize)
            return false;
        bytes.skip(length - headSize);
    }
    return !bytes.overrun();
}

bool valueFits(std::uint8_t type, const ByteReader& value) noexcept {
    enum Attribute : std::uint8_t { AsPath = 2, Reach = 14, Unreach = 15, As4Path = 17, Aigp = 26 };
    switch (type) {
    case AsPath:
        return areSegments(value, 2) || areSegments(value, 4);
    case As4Path:
        return areSegments(value, 4);
    case Reach:
        return reachFits(value);
    case Unreach:
        return value.has(3);
    case Aigp:
        return areElements(value, 2, 3); // its lengths include type and length (RFC 7311 section 3)
    default: {
        const auto known = std::ranges::find(attributeSizes, type, &AttributeSize::type);
        return known == attributeSizes.end() || sizeFits(*known, value.remaining());
    }
    }
}

std::string_view damageOfAttributes(ByteReader attributes) noexcept {
    constexpr std::uint8_t extendedLength = 0x10;
    while (!attributes.atEnd()) {
        const bool isLong = (attributes.u8() & extendedLength) != 0;
        const std::uint8_t type = attributes.u8();
        const std::size_t length = attributes.big(isLong ? 2 : 1);
        if (attributes.overrun() || !attributes.has(length))
            return "a path attribute does not fit";
        if (!valueFits(type, attributes.part(length)))
            return "a path attribute has a wrong length";
    }
    return {};
}

std::string_view damageOfUpdate(ByteReader body) noexcept {
    const std::size_t withdrawnLength = body.u16();
    const bool withdrawnFits = body.has(withdrawnLength);
    const ByteReader withdrawn = body.part(withdrawnLength);
    const std::size_t attributesLength = body.u16();
    if (!withdrawnFits || body.overrun() || !body.has(attributesLength))
        return "its lengths exceed the message";
    if (!prefixesFit(withdrawn))
        return "a withdrawn route does not fit";
    const std::string_view damage = damageOfAttributes(body.part(attributesLength));
    return !damage.empty() || prefixesFit(body) ? damage : "a route does not fit";
}

/// Optional parameters; those of type 2 hold capabilities (RFC 5492).
std::string_view damageOfOpen(ByteReader body) noexcept {
    constexpr std::uint8_t capabilities = 2, extended = 255; // RFC 9072
    body.skip(9);
    const std::size_t length = body.u8();
    if (length == extended && body.peek() == extended)
        return {};
    if (!body.has(length))
        return "its parameters do not fit";
    ByteReader parameters = body.part(length);
    while (!parameters.atEnd()) {
        const std::uint8_t type = parameters.u8();
        const std::size_t size = parameters.u8();
        if (parameters.overrun() || !parameters.has(size))
            return "a parameter does not fit";
        if (const ByteReader value = parameters.part(size); type == capabilities && !areElements(value, 1, 0))
            return "a capability does not fit";
    }
    return {};
}

} // namespace

std::string_view damageOf(std::uint8_t type, ByteReader body) noexcept {
    const auto size = std::ranges::find(messageSizes, type, &MessageSize::type);
    if (size != messageSizes.end() && (body.remaining() < size->smallest || body.remaining() > size->largest))
        return "its length is not one of its type";
    if (type == Update)
        return damageOfUpdate(body);
    return type == Open ? damageOfOpen(body) : std::string_view();
}

} // namespace tapscope::bgp
