#include "ospf_lengths.h"

#include <algorithm>
#include <array>

namespace tapscope::ospf {
namespace {

enum LinkState : std::uint8_t {
    RouterLinks = 1,
    Network,
    Summary,
    BorderSummary,
    External,
    NotSoStubby = 7,
    OpaqueArea = 10
};

struct BodySize {
    std::uint8_t type;
    std::size_t smallest;
};
constexpr std::array bodySizes = {BodySize{RouterLinks, 4},   BodySize{Network, 4},   BodySize{Summary, 8},
                                  BodySize{BorderSummary, 8}, BodySize{External, 16}, BodySize{NotSoStubby, 16}};

/// Links, each with an identifier, data, a type, and the given number of metrics.
bool linksFit(ByteReader body) noexcept {
    constexpr std::size_t metricSize = 4;
    body.skip(2);
    const unsigned count = body.u16();
    for (unsigned i = 0; i < count && !body.overrun(); ++i) {
        body.skip(9);
        const std::size_t metrics = body.u8();
        body.skip(2 + metrics * metricSize);
    }
    return !body.overrun();
}

/// The values of traffic engineering (RFC 3630 section 2.5): of a given size, or a list of items of a given size.
struct ValueSize {
    std::uint16_t type;
    std::size_t size;
    bool isList = false;
};
constexpr std::array linkValues = {
    ValueSize{1, 1},        // link type
    ValueSize{2, 4},        // link ID
    ValueSize{3, 4, true},  // local addresses
    ValueSize{4, 4, true},  // remote addresses
    ValueSize{5, 4},        // metric
    ValueSize{6, 4},        // bandwidth
    ValueSize{7, 4},        // bandwidth that may be reserved
    ValueSize{8, 32},       // unreserved bandwidth, by priority
    ValueSize{9, 4},        // administrative group
    ValueSize{17, 4, true}, // bandwidth constraints (RFC 4124)
};

bool sizeFits(std::uint16_t type, std::size_t size) noexcept {
    const auto known = std::ranges::find(linkValues, type, &ValueSize::type);
    return known == linkValues.end() || (known->isList ? size % known->size == 0 : size == known->size);
}

bool linkFits(ByteReader values) noexcept {
    while (!values.atEnd()) {
        const std::uint16_t type = values.u16();
        const std::size_t size = values.u16();
        if (values.overrun() || !values.has(size) || !sizeFits(type, size))
            return false;
        values.skip(size);
        values.skip(std::min((4 - size % 4) % 4, values.remaining())); // padding
    }
    return true;
}

bool trafficEngineeringFits(ByteReader values) noexcept {
    constexpr std::uint16_t link = 2;
    while (!values.atEnd()) {
        const std::uint16_t type = values.u16();
        const std::size_t size = values.u16();
        if (values.overrun() || !values.has(size))
            return false;
        if (const ByteReader value = values.part(size); type == link && !linkFits(value))
            return false;
        values.skip(std::min((4 - size % 4) % 4, values.remaining()));
    }
    return true;
}

} // namespace

std::string_view damageOf(std::uint8_t type, std::uint8_t opaqueType, ByteReader body) noexcept {
    constexpr std::uint8_t trafficEngineering = 1;
    const auto size = std::ranges::find(bodySizes, type, &BodySize::type);
    if (size != bodySizes.end() && body.remaining() < size->smallest)
        return "an advertisement is shorter than its fields";
    if (type == RouterLinks && !linksFit(body))
        return "an advertisement counts more links than it holds";
    if (type == OpaqueArea && opaqueType == trafficEngineering && !trafficEngineeringFits(body))
        return "a value of traffic engineering does not fit";
    return {};
}

} // namespace tapscope::ospf
