#include "bridge_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::lacp {
namespace {

enum Field : std::uint16_t {
    Version,
    ActorType,
    ActorLength,
    ActorSystemPriority,
    ActorSystem,
    ActorKey,
    ActorPortPriority,
    ActorPort,
    ActorFlags,
    PartnerType,
    PartnerLength,
    PartnerSystemPriority,
    PartnerSystem,
    PartnerKey,
    PartnerPortPriority,
    PartnerPort,
    PartnerFlags,
    CollectorType,
    CollectorLength,
    CollectorDelay,
};
constexpr std::array fields = {
    FieldInfo{.name = "lacp.version", .title = "LACP Version", .base = Base::Hex},
    FieldInfo{.name = "lacp.actor.type", .title = "TLV Type", .base = Base::Hex},
    FieldInfo{.name = "lacp.actor.tlv_length", .title = "TLV Length", .base = Base::Hex},
    FieldInfo{.name = "lacp.actor.sys_priority", .title = "Actor System Priority"},
    FieldInfo{.name = "lacp.actor.sysid", .title = "Actor System ID", .type = FieldType::Mac},
    FieldInfo{.name = "lacp.actor.key", .title = "Actor Key"},
    FieldInfo{.name = "lacp.actor.port_priority", .title = "Actor Port Priority"},
    FieldInfo{.name = "lacp.actor.port", .title = "Actor Port"},
    FieldInfo{.name = "lacp.actor.state", .title = "Actor State", .base = Base::Hex},
    FieldInfo{.name = "lacp.partner.type", .title = "TLV Type", .base = Base::Hex},
    FieldInfo{.name = "lacp.partner.tlv_length", .title = "TLV Length", .base = Base::Hex},
    FieldInfo{.name = "lacp.partner.sys_priority", .title = "Partner System Priority"},
    FieldInfo{.name = "lacp.partner.sysid", .title = "Partner System", .type = FieldType::Mac},
    FieldInfo{.name = "lacp.partner.key", .title = "Partner Key"},
    FieldInfo{.name = "lacp.partner.port_priority", .title = "Partner Port Priority"},
    FieldInfo{.name = "lacp.partner.port", .title = "Partner Port"},
    FieldInfo{.name = "lacp.partner.state", .title = "Partner State", .base = Base::Hex},
    FieldInfo{.name = "lacp.collector.type", .title = "TLV Type", .base = Base::Hex},
    FieldInfo{.name = "lacp.collector.tlv_length", .title = "TLV Length", .base = Base::Hex},
    FieldInfo{.name = "lacp.collector.max_delay", .title = "Collector Max Delay"},
};
constexpr std::array hooks = {Hook{"slow.subtype", 1}};
const ProtocolInfo info = {.abbreviation = "lacp",
                           .title = "Link Aggregation Control Protocol",
                           .column = "LACP",
                           .fields = fields,
                           .hooks = hooks};

/// Actor and partner have the same format; `first` is the first of their fields.
void side(ByteReader& bytes, Dissection& d, Field first, std::string_view name) {
    const auto field = [&](unsigned place) { return static_cast<Field>(first + place); };
    d.u8(bytes, field(0));
    d.u8(bytes, field(1));
    d.u16(bytes, field(2));
    const auto system = ColumnAddress::mac(d.mac(bytes, field(3)));
    const std::uint16_t key = d.u16(bytes, field(4));
    d.u16(bytes, field(5));
    const std::uint16_t port = d.u16(bytes, field(6));
    const std::uint8_t flags = d.u8(bytes, field(7));
    bytes.skip(3);
    if (!d.wantsColumns() || bytes.overrun())
        return;
    std::array<char, 8> letters = {'*', '*', '*', '*', '*', '*', '*', '*'};
    constexpr std::string_view names = "EFDCSGSA"; // from the highest bit: Expired … Activity
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if ((flags >> (7 - i) & 1U) != 0)
            letters[i] = names[i];
    }
    d.infoAppend("{}{} {} P: {} K: {} {}", name == "ACTOR" ? "" : " ", name, ColumnText(system).view(), port, key,
                 std::string_view(letters.data(), letters.size()));
}

} // namespace

const ProtocolInfo& LacpDecoder::protocol() const noexcept {
    return info;
}

void LacpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t version = d.u8(bytes, Version);
    if (bytes.overrun())
        return;
    d.info("v{} ", version);
    side(bytes, d, ActorType, "ACTOR");
    side(bytes, d, PartnerType, "PARTNER");
    d.u8(bytes, CollectorType);
    d.u8(bytes, CollectorLength);
    d.u16(bytes, CollectorDelay);
}

} // namespace tapscope::lacp
