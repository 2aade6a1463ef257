#include "ipv6_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

using Header = Ipv6ExtensionDecoder::Header;

enum OptionsField : std::uint16_t { Next, Length, OptionType, OptionLength, OptionData };
constexpr std::array optionTypes = {ValueName{0, "Pad1"}, ValueName{1, "PadN"}, ValueName{5, "Router Alert"},
                                    ValueName{0xc2, "Jumbo Payload"}, ValueName{0xc9, "Home Address"}};

constexpr std::array<FieldInfo, 5> optionsFields(std::string_view next, std::string_view length, std::string_view type,
                                                 std::string_view optionLength, std::string_view data) {
    return {FieldInfo{.name = next, .title = "Next Header"}, FieldInfo{.name = length, .title = "Length"},
            FieldInfo{.name = type, .title = "Type", .base = Base::Hex, .values = optionTypes},
            FieldInfo{.name = optionLength, .title = "Length"},
            FieldInfo{.name = data, .title = "Option data", .type = FieldType::ByteString}};
}
constexpr auto hopByHopFields = optionsFields("ipv6.hopopts.nxt", "ipv6.hopopts.len", "ipv6.hopopts.opt.type",
                                              "ipv6.hopopts.opt.length", "ipv6.hopopts.opt.data");
constexpr auto destinationFields = optionsFields("ipv6.dstopts.nxt", "ipv6.dstopts.len", "ipv6.dstopts.opt.type",
                                                 "ipv6.dstopts.opt.length", "ipv6.dstopts.opt.data");

enum RoutingField : std::uint16_t { RoutingNext, RoutingLength, RoutingType, SegmentsLeft, RoutingData };
constexpr std::array routingFields = {
    FieldInfo{.name = "ipv6.routing.nxt", .title = "Next Header"},
    FieldInfo{.name = "ipv6.routing.len", .title = "Length"},
    FieldInfo{.name = "ipv6.routing.type", .title = "Type"},
    FieldInfo{.name = "ipv6.routing.segleft", .title = "Segments Left"},
    FieldInfo{.name = "ipv6.routing.unknown.data", .title = "Type-Specific Data", .type = FieldType::ByteString},
};

enum FragmentField : std::uint16_t { FragmentNext, Reserved, Offset, More, Identification };
constexpr std::array fragmentFields = {
    FieldInfo{.name = "ipv6.fraghdr.nxt", .title = "Next Header"},
    FieldInfo{.name = "ipv6.fraghdr.reserved_octet", .title = "Reserved octet", .base = Base::Hex},
    FieldInfo{.name = "ipv6.fraghdr.offset", .title = "Offset", .mask = 0xfff8},
    FieldInfo{.name = "ipv6.fraghdr.more", .title = "More Fragments", .type = FieldType::Boolean, .mask = 1},
    FieldInfo{.name = "ipv6.fraghdr.ident", .title = "Identification", .base = Base::Hex},
};

enum Table : std::uint8_t { ByProtocol };
constexpr std::array<std::string_view, 1> tables = {"ip.proto"};
constexpr std::array hooksOf = {std::array{Hook{"ip.proto", 0}}, std::array{Hook{"ip.proto", 43}},
                                std::array{Hook{"ip.proto", 44}}, std::array{Hook{"ip.proto", 60}}};
// In the order of Header.
const std::array infos = {
    ProtocolInfo{.abbreviation = "ipv6.hopopts",
                 .title = "IPv6 Hop-by-Hop Option",
                 .column = "",
                 .fields = hopByHopFields,
                 .hooks = hooksOf[0],
                 .tables = tables},
    ProtocolInfo{.abbreviation = "ipv6.routing",
                 .title = "Routing Header for IPv6",
                 .column = "",
                 .fields = routingFields,
                 .hooks = hooksOf[1],
                 .tables = tables},
    ProtocolInfo{.abbreviation = "ipv6.fraghdr",
                 .title = "Fragment Header for IPv6",
                 .column = "",
                 .fields = fragmentFields,
                 .hooks = hooksOf[2],
                 .tables = tables},
    ProtocolInfo{.abbreviation = "ipv6.dstopts",
                 .title = "Destination Options for IPv6",
                 .column = "",
                 .fields = destinationFields,
                 .hooks = hooksOf[3],
                 .tables = tables},
};

std::uint8_t decodeOptions(ByteReader& bytes, Dissection& d) {
    const std::uint8_t next = d.u8(bytes, Next);
    const std::uint8_t length = d.u8(bytes, Length);
    ByteReader options = bytes.part(length * 8U + 6U);
    while (!options.atEnd()) {
        const std::uint8_t type = d.u8(options, OptionType);
        if (type == 0)
            continue;
        const auto nest = d.nest();
        const std::uint8_t size = d.u8(options, OptionLength);
        if (!options.has(size)) {
            d.malformed("an option's length does not fit");
            break;
        }
        if (size != 0)
            d.data(options, OptionData, size);
    }
    return next;
}

std::uint8_t decodeRouting(ByteReader& bytes, Dissection& d) {
    const std::uint8_t next = d.u8(bytes, RoutingNext);
    const std::uint8_t length = d.u8(bytes, RoutingLength);
    d.u8(bytes, RoutingType);
    d.u8(bytes, SegmentsLeft);
    d.data(bytes, RoutingData, length * 8U + 4U);
    return next;
}

} // namespace

const ProtocolInfo& Ipv6ExtensionDecoder::protocol() const noexcept {
    return infos[static_cast<std::size_t>(header_)];
}

void Ipv6ExtensionDecoder::decode(ByteReader& bytes, Dissection& d) const {
    std::uint8_t next = 0;
    switch (header_) {
    case Header::HopByHop:
    case Header::Destination:
        next = decodeOptions(bytes, d);
        break;
    case Header::Routing:
        next = decodeRouting(bytes, d);
        break;
    case Header::Fragment: {
        next = d.u8(bytes, FragmentNext);
        d.u8(bytes, Reserved);
        const auto at = static_cast<std::uint32_t>(bytes.offset());
        const std::uint16_t place = bytes.u16();
        if (!bytes.overrun())
            d.addBits({Offset, More}, {at, 2}, place);
        const std::uint32_t identification = d.u32(bytes, Identification);
        d.carrier().isFragment = (place & 0xfff9U) != 0;
        if (bytes.overrun())
            return;
        d.info("IPv6 fragment (off={} more={} ident=0x{:08x} nxt={})", place & 0xfff8U, (place & 1U) != 0 ? "y" : "n",
               identification, next);
        if ((place & 0xfff8U) != 0) {
            d.layerLength(bytes.position());
            d.nextAsData(bytes);
            return;
        }
        break;
    }
    }
    d.layerLength(bytes.position());
    d.carrier().ipProtocol = next;
    if (!bytes.overrun() && next != 59)
        d.next(ByProtocol, next, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope
