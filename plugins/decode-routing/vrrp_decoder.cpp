#include "routing_decoders.h"

#include <base/internet_checksum.h>
#include <decode/transport_checksum.h>

#include <array>

namespace tapscope::vrrp {
namespace {

constexpr std::uint8_t protocolNumber = 112;
constexpr std::array types = {ValueName{1, "Advertisement"}};
constexpr std::array authentications = {ValueName{0, "No Authentication"},
                                        ValueName{1, "Simple Text Authentication [RFC 2338] / Reserved [RFC 3768]"},
                                        ValueName{2, "IP Authentication Header [RFC 2338] / Reserved [RFC 3768]"}};
constexpr std::array checksumStates = {ValueName{0, "Bad"}, ValueName{1, "Good"}, ValueName{2, "Unverified"}};

enum Field : std::uint16_t {
    Version,
    Type,
    Router,
    Priority,
    AddressCount,
    Authentication,
    Interval,
    Reserved,
    ShortInterval,
    Checksum,
    ChecksumStatus,
    Address4,
    Address6,
    Password,
};
constexpr std::array fields = {
    FieldInfo{.name = "vrrp.version", .title = "VRRP protocol version", .mask = 0xf0},
    FieldInfo{.name = "vrrp.type", .title = "VRRP packet type", .values = types, .mask = 0x0f},
    FieldInfo{.name = "vrrp.virt_rtr_id", .title = "Virtual Rtr ID"},
    FieldInfo{.name = "vrrp.prio", .title = "Priority"},
    FieldInfo{.name = "vrrp.addr_count", .title = "Addr Count"},
    FieldInfo{.name = "vrrp.auth_type", .title = "Auth Type", .values = authentications},
    FieldInfo{.name = "vrrp.adver_int", .title = "Adver Int"},
    FieldInfo{.name = "vrrp.reserved_mbz", .title = "Reserved", .mask = 0xf000},
    FieldInfo{.name = "vrrp.short_adver_int", .title = "Adver Int", .mask = 0x0fff},
    FieldInfo{.name = "vrrp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "vrrp.checksum.status", .title = "Checksum Status", .values = checksumStates},
    FieldInfo{.name = "vrrp.ip_addr", .title = "IP Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "vrrp.ipv6_addr", .title = "IPv6 Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "vrrp.auth_string", .title = "Authentication String", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"ip.proto", protocolNumber}};
const ProtocolInfo info = {.abbreviation = "vrrp",
                           .title = "Virtual Router Redundancy Protocol",
                           .column = "VRRP",
                           .fields = fields,
                           .hooks = hooks};

/// The checksum of version 3 includes a pseudo-header, that of version 2 only the message; many implementations of
/// version 3 leave it out.
void checksum(ByteReader& bytes, Dissection& d, Bytes message, bool hasPseudoHeader) {
    constexpr std::size_t at = 6;
    const std::uint16_t found = d.u16(bytes, Checksum);
    if (bytes.overrun() || !d.wants(ChecksumStatus))
        return;
    ChecksumVerdict verdict;
    const auto& carrier = d.carrier();
    if (hasPseudoHeader) {
        verdict = verifyTransportChecksum(d, message, protocolNumber, at);
    } else if (carrier.isWhole && !carrier.isFragment && !carrier.insideError) {
        verdict.state = InternetChecksum().add(message).value() == 0 ? ChecksumState::Good : ChecksumState::Bad;
        verdict.expected = InternetChecksum().add(message.first(at)).add(message.subspan(at + 2)).value();
    }
    labelChecksum(d, found, verdict);
    d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
}

} // namespace

const ProtocolInfo& VrrpDecoder::protocol() const noexcept {
    return info;
}

void VrrpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes message = bytes.rest();
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t first = bytes.u8();
    if (bytes.overrun())
        return;
    const unsigned version = first >> 4;
    d.addBits({Version, Type}, at, first);
    d.info("{} (v{})", (first & 15U) == 1 ? "Announcement" : "Unknown", version);
    d.u8(bytes, Router);
    d.u8(bytes, Priority);
    const unsigned count = d.u8(bytes, AddressCount);
    std::uint8_t authentication = 0;
    if (version == 3) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
        d.addBits({Reserved, ShortInterval}, range, bytes.u16());
    } else {
        authentication = d.u8(bytes, Authentication);
        d.u8(bytes, Interval);
    }
    checksum(bytes, d, message, version == 3);
    const bool isIpv6 = d.carrier().source.kind == ColumnAddress::Kind::Ipv6;
    for (unsigned i = 0; i < count && !bytes.overrun(); ++i) {
        if (isIpv6)
            d.ipv6(bytes, Address6);
        else
            d.ipv4(bytes, Address4);
    }
    constexpr std::uint8_t simpleText = 1;
    constexpr std::size_t passwordSize = 8;
    if (authentication == simpleText && !bytes.overrun())
        d.text(bytes, Password, passwordSize);
}

} // namespace tapscope::vrrp
