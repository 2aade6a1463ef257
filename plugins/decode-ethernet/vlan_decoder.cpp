#include "ethernet_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

enum Field : std::uint16_t { Priority, DropEligible, Id, Type, Length };
enum Table : std::uint8_t { Ethertype, Payload802 };
constexpr std::array<std::string_view, 2> tables = {"ethertype", "eth.802_3"};

constexpr std::array<FieldInfo, 5> fieldsNamed(std::string_view priority, std::string_view dropEligible,
                                               std::string_view id, std::string_view type, std::string_view length) {
    return {FieldInfo{.name = priority, .title = "Priority", .mask = 0xe000},
            FieldInfo{.name = dropEligible, .title = "DEI", .type = FieldType::Boolean, .mask = 0x1000},
            FieldInfo{.name = id, .title = "ID", .mask = 0x0fff},
            FieldInfo{.name = type, .title = "Type", .base = Base::Hex}, FieldInfo{.name = length, .title = "Length"}};
}

constexpr auto customerFields = fieldsNamed("vlan.priority", "vlan.dei", "vlan.id", "vlan.etype", "vlan.len");
constexpr auto serviceFields =
    fieldsNamed("ieee8021ad.priority", "ieee8021ad.dei", "ieee8021ad.id", "ieee8021ad.etype", "ieee8021ad.len");
constexpr std::array customerHooks = {Hook{"ethertype", 0x8100}, Hook{"ethertype", 0x9100}};
constexpr std::array serviceHooks = {Hook{"ethertype", 0x88a8}};

const ProtocolInfo customer = {.abbreviation = "vlan",
                               .title = "802.1Q Virtual LAN",
                               .column = "VLAN",
                               .fields = customerFields,
                               .hooks = customerHooks,
                               .tables = tables};
const ProtocolInfo service = {.abbreviation = "ieee8021ad",
                              .title = "IEEE 802.1ad",
                              .column = "802.1ad",
                              .fields = serviceFields,
                              .hooks = serviceHooks,
                              .tables = tables};

} // namespace

const ProtocolInfo& VlanDecoder::protocol() const noexcept {
    return tag_ == Tag::Customer ? customer : service;
}

void VlanDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange tag{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t control = bytes.u16();
    if (bytes.overrun())
        return;
    d.addBits({Priority, DropEligible, Id}, tag, control);
    const bool isType = (bytes.peek() << 8 | bytes.peek(1)) >= smallestEthertype;
    const std::uint16_t number = d.u16(bytes, isType ? Type : Length);
    const unsigned id = control & 0xfffU;
    d.layerLabel("{}, PRI: {}, DEI: {}, ID: {}", protocol().title, control >> 13, control >> 12 & 1, id);
    d.info("PRI: {} DEI: {} ID: {}", control >> 13, control >> 12 & 1, id);
    if (bytes.overrun())
        return;
    if (isType) {
        d.passThrough("ethertype");
        d.next(Ethertype, number, ByteReader(bytes.rest(), bytes.offset()));
    } else {
        d.next(Payload802, 0, bytes.part(number));
    }
}

} // namespace tapscope
