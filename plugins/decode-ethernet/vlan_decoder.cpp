#include "ethernet_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::vlan {
namespace {

enum Field : std::uint16_t { Priority, DropEligible, Id, Type, Length, Trailer };
constexpr std::array priorities = {ValueName{0, "Best Effort (default)"},
                                   ValueName{1, "Background"},
                                   ValueName{2, "Spare"},
                                   ValueName{3, "Excellent Effort"},
                                   ValueName{4, "Controlled Load"},
                                   ValueName{5, "Video, < 100ms latency and jitter"},
                                   ValueName{6, "Voice, < 10ms latency and jitter"},
                                   ValueName{7, "Network Control"}};
enum Table : std::uint8_t { Ethertype, Payload802 };
constexpr std::array<std::string_view, 2> tables = {"ethertype", "eth.802_3"};

std::array<FieldInfo, 6> fieldsNamed(std::string_view priority, std::string_view dropEligible, std::string_view id,
                                     std::string_view type, std::string_view length, std::string_view trailer) {
    return {FieldInfo{.name = priority, .title = "Priority", .values = priorities, .mask = 0xe000},
            FieldInfo{.name = dropEligible, .title = "DEI", .type = FieldType::Boolean, .mask = 0x1000},
            FieldInfo{.name = id, .title = "ID", .mask = 0x0fff},
            FieldInfo{.name = type, .title = "Type", .base = Base::Hex, .values = ethertypeNames()},
            FieldInfo{.name = length, .title = "Length"},
            FieldInfo{.name = trailer, .title = "Trailer", .type = FieldType::ByteString}};
}

const auto customerFields =
    fieldsNamed("vlan.priority", "vlan.dei", "vlan.id", "vlan.etype", "vlan.len", "vlan.trailer");
const auto serviceFields = fieldsNamed("ieee8021ad.priority", "ieee8021ad.dei", "ieee8021ad.id", "ieee8021ad.etype",
                                       "ieee8021ad.len", "ieee8021ad.trailer");
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
    d.info("PRI: {}  DEI: {}  ID: {}", control >> 13, control >> 12 & 1, id);
    if (bytes.overrun())
        return;
    d.layerLength(bytes.position());
    if (isType) {
        nextByEthertype(d, Ethertype, number, bytes);
        return;
    }
    d.next(Payload802, logicalLink, bytes.part(number));
    if (!bytes.atEnd())
        d.data(bytes, Trailer, bytes.remaining());
}

} // namespace tapscope::vlan
