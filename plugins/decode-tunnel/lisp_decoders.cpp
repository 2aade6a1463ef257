#include "tunnel_decoders.h"

#include <decode/dissection.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace tapscope::lisp {
namespace {

namespace control {
enum Kind : unsigned { MapRequest = 1, MapReply, MapRegister, MapNotify, Encapsulated = 8 };
constexpr std::array kinds = {ValueName{MapRequest, "Map-Request"},
                              ValueName{MapReply, "Map-Reply"},
                              ValueName{MapRegister, "Map-Register"},
                              ValueName{MapNotify, "Map-Notify"},
                              ValueName{5, "Map-Notify-Ack"},
                              ValueName{6, "Map-Referral"},
                              ValueName{7, "Info"},
                              ValueName{Encapsulated, "Encapsulated Control Message"}};
constexpr std::array families = {ValueName{0, "Reserved"}, ValueName{1, "IPv4"}, ValueName{2, "IPv6"},
                                 ValueName{16387, "LISP Canonical Address Format (LCAF)"}, ValueName{16389, "MAC"}};
constexpr std::array actions = {ValueName{0, "No-Action"}, ValueName{1, "Natively-Forward"},
                                ValueName{2, "Send-Map-Request"}, ValueName{3, "Drop"}};

enum Field : std::uint16_t {
    Type,
    Flags,
    Records,
    EncapsulatedReserved,
    Nonce,
    KeyId,
    AuthenticationLength,
    Authentication,
    RouterId,
    SiteId,
    TimeToLive,
    LocatorCount,
    MaskLength,
    Action,
    Authoritative,
    MappingVersion,
    EndpointFamily,
    Endpoint,
    Priority,
    Weight,
    MulticastPriority,
    MulticastWeight,
    LocatorFlags,
    LocatorFamily,
    Locator,
    SourceFamily,
    Source,
    RequesterFamily,
    Requester,
    RecordReserved,
    PrefixLength,
    PrefixFamily,
    Prefix,
    Rest,
};
constexpr std::array fields = {
    FieldInfo{.name = "lisp.type", .title = "Type", .values = kinds, .mask = 0xf00000},
    FieldInfo{.name = "lisp.flags", .title = "Flags", .base = Base::Hex, .hexDigits = 5, .mask = 0x0fffff},
    FieldInfo{.name = "lisp.records", .title = "Record Count"},
    FieldInfo{.name = "lisp.ecm.res", .title = "Reserved bits", .base = Base::Hex},
    FieldInfo{.name = "lisp.nonce", .title = "Nonce", .base = Base::Hex},
    FieldInfo{.name = "lisp.keyid", .title = "Key ID", .base = Base::Hex},
    FieldInfo{.name = "lisp.authlen", .title = "Authentication Data Length"},
    FieldInfo{.name = "lisp.auth", .title = "Authentication Data", .type = FieldType::ByteString},
    FieldInfo{.name = "lisp.xtrid", .title = "xTR-ID", .type = FieldType::ByteString},
    FieldInfo{.name = "lisp.siteid", .title = "Site-ID", .type = FieldType::ByteString},
    FieldInfo{.name = "lisp.mapping.ttl", .title = "Record TTL"},
    FieldInfo{.name = "lisp.mapping.loccnt", .title = "Locator Count"},
    FieldInfo{.name = "lisp.mapping.eid.masklen", .title = "EID Mask Length"},
    FieldInfo{.name = "lisp.mapping.act", .title = "Action", .values = actions, .mask = 0xe0000000},
    FieldInfo{
        .name = "lisp.mapping.auth", .title = "Authoritative bit", .type = FieldType::Boolean, .mask = 0x10000000},
    FieldInfo{.name = "lisp.mapping.ver", .title = "Mapping Version", .mask = 0x00000fff},
    FieldInfo{.name = "lisp.mapping.eid.afi", .title = "EID Prefix AFI", .values = families},
    FieldInfo{.name = "lisp.mapping.eid.prefix", .title = "EID Prefix", .type = FieldType::Text},
    FieldInfo{.name = "lisp.loc.priority", .title = "Priority"},
    FieldInfo{.name = "lisp.loc.weight", .title = "Weight"},
    FieldInfo{.name = "lisp.loc.multicast_priority", .title = "Multicast Priority"},
    FieldInfo{.name = "lisp.loc.multicast_weight", .title = "Multicast Weight"},
    FieldInfo{.name = "lisp.loc.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "lisp.loc.afi", .title = "AFI", .values = families},
    FieldInfo{.name = "lisp.loc.locator", .title = "Locator", .type = FieldType::Text},
    FieldInfo{.name = "lisp.mreq.srceid.afi", .title = "Source EID AFI", .values = families},
    FieldInfo{.name = "lisp.mreq.srceid.string", .title = "Source EID", .type = FieldType::Text},
    FieldInfo{.name = "lisp.mreq.itr_rloc.afi", .title = "ITR-RLOC AFI", .values = families},
    FieldInfo{.name = "lisp.mreq.itr_rloc.address", .title = "ITR-RLOC Address", .type = FieldType::Text},
    FieldInfo{.name = "lisp.mreq.record.res", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "lisp.mreq.record.prefix.length", .title = "Prefix Length"},
    FieldInfo{.name = "lisp.mreq.record.prefix.afi", .title = "Prefix AFI", .values = families},
    FieldInfo{.name = "lisp.mreq.record.prefix.address", .title = "Prefix", .type = FieldType::Text},
    FieldInfo{.name = "lisp.data", .title = "Other data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"udp.port", 4342}};
const ProtocolInfo info = {.abbreviation = "lisp",
                           .title = "Locator/ID Separation Protocol",
                           .column = "LISP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// An address as text: "[100] 192.168.102.0" for an address of an instance.
class AddressText {
public:
    void append(std::string_view text) noexcept { size_ += text.copy(text_.data() + size_, text_.size() - size_); }
    void instance(std::uint32_t id) noexcept {
        const auto written = fmt::format_to_n(text_.data() + size_, text_.size() - size_, "[{}] ", id);
        size_ += std::min(written.size, text_.size() - size_);
    }
    [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

private:
    std::array<char, 80> text_{};
    std::size_t size_ = 0;
};

/// Reads the address of a family (RFC 6830 section 6, RFC 8060 section 4.1). False for a family whose address size is
/// not known.
bool readAddress(ByteReader& bytes, std::uint16_t family, AddressText& text) {
    enum Family : std::uint16_t { None = 0, Ipv4 = 1, Ipv6 = 2, Canonical = 16387, Mac = 16389 };
    if (family == Canonical) {
        constexpr std::uint8_t instanceId = 2;
        bytes.skip(2);
        const std::uint8_t type = bytes.u8();
        bytes.skip(1);
        const std::size_t length = bytes.u16();
        ByteReader content = bytes.part(length);
        if (type != instanceId)
            return !bytes.overrun();
        text.instance(content.u32());
        family = content.u16();
        if (family != Canonical) // an address list inside another one could nest without end
            readAddress(content, family, text);
        if (content.overrun())
            bytes.setOverrun();
        return !bytes.overrun();
    }
    switch (family) {
    case None:
        return true;
    case Ipv4:
        text.append(ColumnText(ColumnAddress::ipv4(bytes.u32())).view());
        return true;
    case Ipv6:
        text.append(ColumnText(ColumnAddress::ipv6(bytes.take(16))).view());
        return true;
    case Mac:
        text.append(ColumnText(ColumnAddress::mac(bytes.take(6))).view());
        return true;
    default:
        return false;
    }
}

/// Decodes an address family and an address of it. False if the position of the next field is unknown.
bool address(ByteReader& bytes, Dissection& d, Field familyField, Field addressField, AddressText& text) {
    const std::uint16_t family = d.u16(bytes, familyField);
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const bool isKnown = readAddress(bytes, family, text);
    const auto size = static_cast<std::uint32_t>(bytes.offset()) - at;
    if (!bytes.overrun() && size != 0)
        d.addText(addressField, {at, size}, text.view());
    return isKnown && !bytes.overrun();
}

bool locator(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, Priority);
    d.u8(bytes, Weight);
    d.u8(bytes, MulticastPriority);
    d.u8(bytes, MulticastWeight);
    d.u16(bytes, LocatorFlags);
    AddressText text;
    return address(bytes, d, LocatorFamily, Locator, text);
}

bool mapping(ByteReader& bytes, Dissection& d, bool isFirst) {
    d.u32(bytes, TimeToLive);
    const std::size_t locators = d.u8(bytes, LocatorCount);
    const std::uint8_t mask = d.u8(bytes, MaskLength);
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t bits = bytes.u32();
    if (bytes.overrun())
        return false;
    d.addBits({Action, Authoritative, MappingVersion}, range, bits);
    AddressText text;
    if (!address(bytes, d, EndpointFamily, Endpoint, text))
        return false;
    if (isFirst)
        d.infoAppend(" for {}/{}", text.view(), mask);
    for (std::size_t i = 0; i < locators; ++i) {
        if (!locator(bytes, d))
            return false;
    }
    return true;
}

void mappings(ByteReader& bytes, Dissection& d, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        if (!mapping(bytes, d, count == 1))
            return;
    }
}

void request(ByteReader& bytes, Dissection& d, std::size_t requesters, std::size_t count) {
    AddressText source;
    if (!address(bytes, d, SourceFamily, Source, source))
        return;
    for (std::size_t i = 0; i <= requesters; ++i) {
        AddressText text;
        if (!address(bytes, d, RequesterFamily, Requester, text))
            return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        d.u8(bytes, RecordReserved);
        const std::uint8_t length = d.u8(bytes, PrefixLength);
        AddressText text;
        if (!address(bytes, d, PrefixFamily, Prefix, text))
            return;
        if (count == 1)
            d.infoAppend(" for {}/{}", text.view(), length);
    }
}

} // namespace control

namespace data {
enum Field : std::uint16_t {
    Flags,
    HasNonce,
    HasStatus,
    EchoNonce,
    HasVersion,
    HasInstance,
    Nonce,
    MapVersion,
    Reserved,
    Instance,
    Status8,
    Status
};
constexpr std::uint8_t nonceBit = 0x80, statusBit = 0x40, versionBit = 0x10, instanceBit = 0x08;
constexpr FieldInfo bit(std::string_view name, std::string_view title, std::uint64_t mask) {
    return {.name = name, .title = title, .type = FieldType::Boolean, .mask = mask};
}
constexpr std::array fields = {
    FieldInfo{.name = "lisp-data.flags", .title = "Flags", .base = Base::Hex},
    bit("lisp-data.flags.nonce", "N bit (Nonce present)", nonceBit),
    bit("lisp-data.flags.lsb", "L bit (Locator-Status-Bits field enabled)", statusBit),
    bit("lisp-data.flags.enr", "E bit (Echo-Nonce-Request)", 0x20),
    bit("lisp-data.flags.mv", "V bit (Map-Version present)", versionBit),
    bit("lisp-data.flags.iid", "I bit (Instance ID present)", instanceBit),
    FieldInfo{.name = "lisp-data.nonce", .title = "Nonce"},
    FieldInfo{.name = "lisp-data.mapver", .title = "Map-Version", .base = Base::Hex},
    FieldInfo{.name = "lisp-data.res", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "lisp-data.iid", .title = "Instance ID"},
    FieldInfo{.name = "lisp-data.lsb8", .title = "Locator-Status-Bits", .base = Base::Hex},
    FieldInfo{.name = "lisp-data.lsb", .title = "Locator-Status-Bits", .base = Base::Hex},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"udp.port", 4341}};
const ProtocolInfo info = {.abbreviation = "lisp-data",
                           .title = "Locator/ID Separation Protocol (Data)",
                           .column = "LISP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
} // namespace data

/// Passes a packet on according to its IP version.
void packet(Dissection& d, Dissection::Table ethertype, const ByteReader& payload) {
    const unsigned version = payload.peek() >> 4;
    if (version == 4 || version == 6)
        d.next(ethertype, version == 4 ? 0x0800 : 0x86dd, payload);
    else
        d.nextAsData(payload);
}

} // namespace

const ProtocolInfo& LispDecoder::protocol() const noexcept {
    return control::info;
}

void LispDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace control;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 3};
    const std::uint32_t head = bytes.u24();
    if (bytes.overrun())
        return;
    const unsigned type = head >> 20;
    d.addBits({Type, Flags}, range, head);
    const std::size_t count = d.u8(bytes, type == Encapsulated ? EncapsulatedReserved : Records);
    d.info("{}", nameOf(kinds, type, "Unknown"));
    if (type == Encapsulated) {
        d.layerLength(bytes.position());
        packet(d, Ethertype, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    if (type == 0 || type > MapNotify) {
        if (!bytes.atEnd())
            d.data(bytes, Rest, bytes.remaining());
        return;
    }
    d.u64(bytes, Nonce);
    if (type == MapRequest) {
        request(bytes, d, head & 0x1fU, count);
    } else {
        if (type != MapReply) {
            d.u16(bytes, KeyId);
            const std::size_t size = d.u16(bytes, AuthenticationLength);
            if (size != 0)
                d.data(bytes, Authentication, size);
        }
        mappings(bytes, d, count);
        const std::uint32_t hasRouterId = type == MapRegister ? 0x020000 : type == MapNotify ? 0x080000 : 0;
        if ((head & hasRouterId) != 0 && !bytes.atEnd()) {
            d.data(bytes, RouterId, 16);
            if (bytes.has(8))
                d.data(bytes, SiteId, 8);
        }
    }
    if (!bytes.atEnd())
        d.data(bytes, Rest, bytes.remaining());
}

const ProtocolInfo& LispDataDecoder::protocol() const noexcept {
    return data::info;
}

void LispDataDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace data;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, Flags);
    if (bytes.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({HasNonce, HasStatus, EchoNonce, HasVersion, HasInstance}, range, flags);
    }
    d.info("LISP encapsulation");
    d.u24(bytes, (flags & nonceBit) != 0 ? Nonce : (flags & versionBit) != 0 ? MapVersion : Reserved);
    if ((flags & instanceBit) != 0) {
        d.u24(bytes, Instance);
        d.u8(bytes, Status8);
    } else {
        d.u32(bytes, Status);
    }
    d.layerLength(bytes.position());
    if (!bytes.overrun())
        packet(d, Ethertype, ByteReader(bytes.rest(), bytes.offset()));
}

} // namespace tapscope::lisp
