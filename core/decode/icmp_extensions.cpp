#include <base/internet_checksum.h>
#include <decode/icmp_extensions.h>
#include <decode/transport_checksum.h>

#include <algorithm>

namespace tapscope::icmp {
namespace {

enum Class : std::uint8_t { MplsStack = 1, InterfaceInformation = 2, InterfaceIdentification = 3 };
// IANA, ICMP extension object classes
constexpr std::array classes = {ValueName{0, "Reserved"},
                                ValueName{MplsStack, "MPLS Label Stack Class"},
                                ValueName{InterfaceInformation, "Interface Information Object"},
                                ValueName{InterfaceIdentification, "Interface Identification Object"},
                                ValueName{4, "Extended Information"},
                                ValueName{5, "Node Identification Object"}};
constexpr std::array roles = {ValueName{0, "IP interface upon which datagram arrived"},
                              ValueName{1, "sub-IP component of the IP interface upon which datagram arrived"},
                              ValueName{2, "IP interface through which datagram would have been forwarded"},
                              ValueName{3, "IP next hop to which datagram would be forwarded"}};
constexpr std::uint8_t version = 2;
constexpr std::size_t structureHeader = 4, objectHeader = 4;
enum Family : std::uint16_t { FamilyIpv4 = 1, FamilyIpv6 = 2 };

bool hasGoodChecksum(Bytes structure) noexcept {
    return InternetChecksum().add(structure).value() == 0;
}

/// Adds fields of a table whose extension fields begin at `first`.
class Writer {
public:
    Writer(Dissection& d, Dissection::Field first) : d_(d), first_(first) {}

    [[nodiscard]] Dissection::Field at(ExtensionField field) const noexcept {
        return static_cast<Dissection::Field>(first_ + field);
    }
    [[nodiscard]] Dissection& d() const noexcept { return d_; }
    void decodeObject(ByteReader& structure) const;

private:
    void decodeMpls(ByteReader& content) const;
    void decodeInterface(ByteReader& content, ByteRange type, std::uint8_t flags) const;
    void decodeAddress(ByteReader& content) const;
    void decodeIdentification(ByteReader& content, std::uint8_t type) const;

    Dissection& d_;
    Dissection::Field first_;
};

void Writer::decodeMpls(ByteReader& content) const {
    while (content.has(4)) {
        const ByteRange range{static_cast<std::uint32_t>(content.offset()), 3};
        const std::uint32_t entry = content.u24();
        d_.addBits({at(MplsLabel), at(MplsExperimental), at(MplsBottom)}, range, entry);
        d_.u8(content, at(MplsTimeToLive));
    }
}

void Writer::decodeAddress(ByteReader& content) const {
    const std::uint16_t family = d_.u16(content, at(AddressFamily));
    d_.data(content, at(AddressReserved), 2);
    if (family == FamilyIpv4)
        d_.ipv4(content, at(AddressIpv4));
    else if (family == FamilyIpv6)
        d_.ipv6(content, at(AddressIpv6));
    else
        d_.data(content, at(AddressUnknown), content.remaining());
}

void Writer::decodeInterface(ByteReader& content, ByteRange type, std::uint8_t flags) const {
    d_.addBits({at(InterfaceRole), at(InterfaceReserved), at(HasIndex), at(HasAddress), at(HasName), at(HasMtu)}, type,
               flags);
    if ((flags & 8U) != 0)
        d_.u32(content, at(InterfaceIndex));
    if ((flags & 4U) != 0)
        decodeAddress(content);
    if ((flags & 2U) != 0) {
        const std::size_t size = d_.u8(content, at(NameLength)); // includes itself and the padding
        ByteReader name = content.part(size > 0 ? size - 1 : 0);
        const Bytes text = name.rest();
        const auto end = std::ranges::find(text, std::byte{0}) - text.begin();
        d_.addText(at(Name), {static_cast<std::uint32_t>(name.offset()), static_cast<std::uint32_t>(text.size())},
                   {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(end)});
    }
    if ((flags & 1U) != 0)
        d_.u32(content, at(Mtu));
}

void Writer::decodeIdentification(ByteReader& content, std::uint8_t type) const {
    enum Type : std::uint8_t { ByName = 1, ByIndex = 2, ByAddress = 3 };
    switch (type) {
    case ByName:
        d_.text(content, at(IdentifiedName), content.remaining());
        break;
    case ByIndex:
        d_.u32(content, at(IdentifiedIndex));
        break;
    case ByAddress: {
        const std::uint16_t family = d_.u16(content, at(IdentifiedFamily));
        const std::uint8_t length = d_.u8(content, at(IdentifiedAddressLength));
        d_.data(content, at(AddressReserved), 1);
        if (family == FamilyIpv4 && length == 4)
            d_.ipv4(content, at(AddressIpv4));
        else if (family == FamilyIpv6 && length == 16)
            d_.ipv6(content, at(AddressIpv6));
        else
            d_.data(content, at(AddressUnknown), std::min<std::size_t>(length, content.remaining()));
        break;
    }
    default:
        break;
    }
}

void Writer::decodeObject(ByteReader& structure) const {
    const std::uint16_t length = d_.u16(structure, at(ObjectLength));
    const std::uint8_t kind = d_.u8(structure, at(ObjectClass));
    const ByteRange typeRange{static_cast<std::uint32_t>(structure.offset()), 1};
    const std::uint8_t type = d_.u8(structure, at(ObjectType));
    if (structure.overrun() || length < objectHeader || !structure.has(length - objectHeader)) {
        d_.malformed("an extension object's length does not fit");
        structure.skip(structure.remaining());
        return;
    }
    ByteReader content = structure.part(length - objectHeader);
    switch (kind) {
    case MplsStack:
        decodeMpls(content);
        break;
    case InterfaceInformation:
        decodeInterface(content, typeRange, type);
        break;
    case InterfaceIdentification:
        decodeIdentification(content, type);
        break;
    default:
        break;
    }
    if (!content.atEnd())
        d_.data(content, at(ObjectData), content.remaining());
    if (content.overrun())
        d_.malformed("an extension object ends before its fields do");
}

} // namespace

const std::array<FieldInfo, extensionFieldCount> extensionFields = {{
    {.name = "icmp.ext", .title = "ICMP Multi-Part Extensions", .type = FieldType::Label},
    {.name = "icmp.ext.version", .title = "Version"},
    {.name = "icmp.ext.res", .title = "Reserved", .base = Base::Hex, .mask = 0x0fff},
    {.name = "icmp.ext.checksum", .title = "Checksum", .base = Base::Hex},
    {.name = "icmp.ext.checksum.status", .title = "Checksum Status"},
    {.name = "icmp.ext.length", .title = "Length"},
    {.name = "icmp.ext.class", .title = "Class", .values = classes},
    {.name = "icmp.ext.ctype", .title = "C-Type"},
    {.name = "icmp.mpls.label", .title = "Label", .mask = 0xfffff0},
    {.name = "icmp.mpls.exp", .title = "Experimental", .mask = 0x0e},
    {.name = "icmp.mpls.s", .title = "Stack bit", .type = FieldType::Boolean, .mask = 0x01},
    {.name = "icmp.mpls.ttl", .title = "Time to live"},
    {.name = "icmp.int_info.role", .title = "Interface Role", .values = roles, .mask = 0xc0},
    {.name = "icmp.int_info.reserved", .title = "Reserved", .mask = 0x30},
    {.name = "icmp.int_info.ifindex", .title = "ifIndex", .type = FieldType::Boolean, .mask = 0x08},
    {.name = "icmp.int_info.ipaddr", .title = "IP Address", .type = FieldType::Boolean, .mask = 0x04},
    {.name = "icmp.int_info.name_present", .title = "Interface Name", .type = FieldType::Boolean, .mask = 0x02},
    {.name = "icmp.int_info.mtu_present", .title = "MTU", .type = FieldType::Boolean, .mask = 0x01},
    {.name = "icmp.int_info.index", .title = "Interface Index"},
    {.name = "icmp.int_info.afi", .title = "Address Family Identifier"},
    {.name = "icmp.int_info.afi.reserved", .title = "Reserved", .type = FieldType::ByteString},
    {.name = "icmp.int_info.ipv4", .title = "Source", .type = FieldType::Ipv4},
    {.name = "icmp.int_info.ipv6", .title = "Source", .type = FieldType::Ipv6},
    {.name = "icmp.int_info.ipunknown", .title = "Source", .type = FieldType::ByteString},
    {.name = "icmp.int_info.name_length", .title = "Name Length"},
    {.name = "icmp.int_info.name", .title = "Name", .type = FieldType::Text},
    {.name = "icmp.int_info.mtu", .title = "Maximum Transmission Unit"},
    {.name = "icmp.int_ident.name", .title = "Interface Name", .type = FieldType::Text},
    {.name = "icmp.int_ident.index", .title = "Interface Index"},
    {.name = "icmp.int_ident.afi", .title = "Address Family Identifier"},
    {.name = "icmp.int_ident.addr_length", .title = "Address Length"},
    {.name = "icmp.ext.data", .title = "Data", .type = FieldType::ByteString},
}};

std::size_t originalLength(Bytes payload, std::size_t said) noexcept {
    constexpr std::size_t smallest = 128; // with extensions, the quoted datagram is padded to this size
    if (said >= smallest)
        return std::min(said, payload.size());
    const bool isOld = said == 0 && payload.size() >= smallest + structureHeader &&
                       std::to_integer<unsigned>(payload[smallest]) >> 4 == version &&
                       hasGoodChecksum(payload.subspan(smallest));
    return isOld ? smallest : payload.size();
}

void decodeExtensions(ByteReader bytes, Dissection& d, Dissection::Field first) {
    const Writer writer(d, first);
    const Bytes structure = bytes.rest();
    d.addBytes(writer.at(Extensions),
               {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())});
    const auto nest = d.nest();
    if (!bytes.has(structureHeader) || bytes.peek() >> 4 != version) {
        d.data(bytes, writer.at(ObjectData), bytes.remaining());
        return;
    }
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    d.add(writer.at(ExtensionVersion), {at, 1}, bytes.peek() >> 4);
    d.u16(bytes, writer.at(ExtensionReserved));
    const std::uint16_t checksum = d.u16(bytes, writer.at(ExtensionChecksum));
    if (d.wants(writer.at(ExtensionChecksumStatus))) {
        ChecksumVerdict verdict;
        if (checksum != 0 && d.carrier().isWhole) { // 0: no checksum was computed
            verdict.state = hasGoodChecksum(structure) ? ChecksumState::Good : ChecksumState::Bad;
            verdict.expected = InternetChecksum().add(structure.first(2)).add(structure.subspan(4)).value();
        }
        labelChecksum(d, checksum, verdict);
        d.add(writer.at(ExtensionChecksumStatus), {}, static_cast<std::uint64_t>(verdict.state));
    }
    while (!bytes.atEnd())
        writer.decodeObject(bytes);
}

} // namespace tapscope::icmp
