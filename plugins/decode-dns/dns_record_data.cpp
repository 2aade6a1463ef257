// The data of resource records. Most types are a row of parts; the others have a function.

#include "dns_fields.h"
#include "dns_message.h"
#include "dns_values.h"

#include <base/printable_text.h>

#include <algorithm>
#include <array>
#include <span>

namespace tapscope::dns {
namespace {

enum class Kind : std::uint8_t {
    Name,
    U8,
    U16,
    U32,
    Ipv4,
    Ipv6,
    Time32,    ///< seconds since the epoch
    Time48,    ///< the same in six bytes
    String,    ///< a length byte (in `length`) and text
    Sized,     ///< as many bytes as the preceding number states
    Rest,      ///< the remaining bytes, as bytes or text
    TypesBits, ///< the bit maps of types of NSEC (RFC 4034 section 4.1.2)
    Repeat,    ///< repeats from the first part on, to the end
};
struct Part {
    Kind kind;
    Dissection::Field field = 0;
    bool inInfo = false;              ///< shown in the Info column
    Dissection::Field length = field; ///< of a String
};
constexpr bool told = true;

constexpr std::array a = {Part{Kind::Ipv4, A, told}};
constexpr std::array ns = {Part{Kind::Name, Ns, told}};
constexpr std::array md = {Part{Kind::Name, Md}};
constexpr std::array mf = {Part{Kind::Name, Mf}};
constexpr std::array cname = {Part{Kind::Name, Cname, told}};
constexpr std::array soa = {Part{Kind::Name, SoaPrimary, told}, Part{Kind::Name, SoaMailbox},
                            Part{Kind::U32, SoaSerial},         Part{Kind::U32, SoaRefresh},
                            Part{Kind::U32, SoaRetry},          Part{Kind::U32, SoaExpire},
                            Part{Kind::U32, SoaMinimum}};
constexpr std::array mb = {Part{Kind::Name, Mb}};
constexpr std::array mg = {Part{Kind::Name, Mg}};
constexpr std::array mr = {Part{Kind::Name, Mr}};
constexpr std::array null = {Part{Kind::Rest, Null}};
constexpr std::array wks = {Part{Kind::Ipv4, WksAddress, told}, Part{Kind::U8, WksProtocol}, Part{Kind::Rest, WksBits}};
constexpr std::array ptr = {Part{Kind::Name, Ptr, told}};
constexpr std::array hinfo = {Part{Kind::String, HinfoCpu, told, HinfoCpuLength},
                              Part{Kind::String, HinfoOs, told, HinfoOsLength}};
constexpr std::array minfo = {Part{Kind::Name, MinfoResponsible}, Part{Kind::Name, MinfoError}};
constexpr std::array mx = {Part{Kind::U16, MxPreference, told}, Part{Kind::Name, MxExchange, told}};
constexpr std::array txt = {Part{Kind::String, Txt, false, TxtLength}, Part{Kind::Repeat}};
constexpr std::array spf = {Part{Kind::String, Spf, false, SpfLength}, Part{Kind::Repeat}};
constexpr std::array rp = {Part{Kind::Name, RpMailbox}, Part{Kind::Name, RpText}};
constexpr std::array afsdb = {Part{Kind::U16, AfsdbSubtype}, Part{Kind::Name, AfsdbHost}};
constexpr std::array x25 = {Part{Kind::String, X25Address, false, X25Length}};
constexpr std::array isdn = {Part{Kind::String, IsdnAddress, false, IsdnLength}};
constexpr std::array rt = {Part{Kind::U16, RtPreference}, Part{Kind::Name, RtHost}};
constexpr std::array nsap = {Part{Kind::Rest, Nsap}};
constexpr std::array nsapPointer = {Part{Kind::Name, NsapPointer}};
constexpr std::array px = {Part{Kind::U16, PxPreference}, Part{Kind::Name, PxMap822}, Part{Kind::Name, PxMapX400}};
constexpr std::array gpos = {Part{Kind::String, GposLongitude, false, GposLongitudeLength},
                             Part{Kind::String, GposLatitude, false, GposLatitudeLength},
                             Part{Kind::String, GposAltitude, false, GposAltitudeLength}};
constexpr std::array aaaa = {Part{Kind::Ipv6, Aaaa, told}};
constexpr std::array loc = {Part{Kind::U8, LocVersion},  Part{Kind::U8, LocSize},      Part{Kind::U8, LocHorizontal},
                            Part{Kind::U8, LocVertical}, Part{Kind::U32, LocLatitude}, Part{Kind::U32, LocLongitude},
                            Part{Kind::U32, LocAltitude}};
constexpr std::array srv = {Part{Kind::U16, SrvPriority, told}, Part{Kind::U16, SrvWeight, told},
                            Part{Kind::U16, SrvPort, told}, Part{Kind::Name, SrvTarget, told}};
constexpr std::array naptr = {Part{Kind::U16, NaptrOrder, told},
                              Part{Kind::U16, NaptrPreference, told},
                              Part{Kind::String, NaptrFlags, told, NaptrFlagsLength},
                              Part{Kind::String, NaptrService, false, NaptrServiceLength},
                              Part{Kind::String, NaptrRegex, false, NaptrRegexLength},
                              Part{Kind::Name, NaptrReplacement}};
constexpr std::array kx = {Part{Kind::U16, KxPreference, told}, Part{Kind::Name, KxExchange, told}};
constexpr std::array cert = {Part{Kind::U16, CertType}, Part{Kind::U16, CertKeyTag}, Part{Kind::U8, CertAlgorithm},
                             Part{Kind::Rest, Certificate}};
constexpr std::array dname = {Part{Kind::Name, Dname, told}};
constexpr std::array ds = {Part{Kind::U16, DsKeyTag}, Part{Kind::U8, DsAlgorithm}, Part{Kind::U8, DsDigestType},
                           Part{Kind::Rest, DsDigest}};
constexpr std::array sshfp = {Part{Kind::U8, SshfpAlgorithm}, Part{Kind::U8, SshfpType},
                              Part{Kind::Rest, SshfpFingerprint}};
constexpr std::array rrsig = {
    Part{Kind::U16, RrsigTypeCovered}, Part{Kind::U8, RrsigAlgorithm},      Part{Kind::U8, RrsigLabels},
    Part{Kind::U32, RrsigOriginalTtl}, Part{Kind::Time32, RrsigExpiration}, Part{Kind::Time32, RrsigInception},
    Part{Kind::U16, RrsigKeyTag},      Part{Kind::Name, RrsigSigner},       Part{Kind::Rest, RrsigSignature}};
constexpr std::array nsec = {Part{Kind::Name, NsecNext, told}, Part{Kind::TypesBits, NsecType}};
constexpr std::array nxt = {Part{Kind::Name, NextName, told}, Part{Kind::Rest, Data}};
constexpr std::array key = {Part{Kind::U16, KeyFlags}, Part{Kind::U8, KeyProtocol}, Part{Kind::U8, KeyAlgorithm},
                            Part{Kind::Rest, KeyPublicKey}};
constexpr std::array dnskey = {Part{Kind::U16, DnskeyFlags}, Part{Kind::U8, DnskeyProtocol},
                               Part{Kind::U8, DnskeyAlgorithm}, Part{Kind::Rest, DnskeyPublicKey}};
constexpr std::array dhcid = {Part{Kind::Rest, DhcidData}};
constexpr std::array nsec3 = {Part{Kind::U8, Nsec3Algorithm},   Part{Kind::U8, Nsec3Flags},
                              Part{Kind::U16, Nsec3Iterations}, Part{Kind::U8, Nsec3SaltLength},
                              Part{Kind::Sized, Nsec3Salt},     Part{Kind::U8, Nsec3HashLength},
                              Part{Kind::Sized, Nsec3Hash},     Part{Kind::TypesBits, NsecType}};
constexpr std::array nsec3param = {Part{Kind::U8, Nsec3Algorithm}, Part{Kind::U8, Nsec3Flags},
                                   Part{Kind::U16, Nsec3Iterations}, Part{Kind::U8, Nsec3SaltLength},
                                   Part{Kind::Sized, Nsec3Salt}};
constexpr std::array tlsa = {Part{Kind::U8, TlsaUsage}, Part{Kind::U8, TlsaSelector}, Part{Kind::U8, TlsaMatching},
                             Part{Kind::Rest, TlsaData}};
constexpr std::array openpgpkey = {Part{Kind::Rest, OpenpgpKey}};
constexpr std::array csync = {Part{Kind::U32, CsyncSoa}, Part{Kind::U16, CsyncFlags}, Part{Kind::Rest, CsyncTypes}};
constexpr std::array zonemd = {Part{Kind::U32, ZonemdSerial}, Part{Kind::U8, ZonemdScheme}, Part{Kind::U8, ZonemdHash},
                               Part{Kind::Rest, ZonemdDigest}};
constexpr std::array nid = {Part{Kind::U16, NidPreference}, Part{Kind::Rest, Nid}};
constexpr std::array l32 = {Part{Kind::U16, L32Preference}, Part{Kind::Ipv4, L32}};
constexpr std::array l64 = {Part{Kind::U16, L64Preference}, Part{Kind::Rest, L64}};
constexpr std::array lp = {Part{Kind::U16, LpPreference}, Part{Kind::Name, Lp}};
constexpr std::array eui48 = {Part{Kind::Rest, Eui48}};
constexpr std::array eui64 = {Part{Kind::Rest, Eui64}};
constexpr std::array tkey = {
    Part{Kind::Name, TkeyAlgorithm}, Part{Kind::Time32, TkeyInception}, Part{Kind::Time32, TkeyExpiration},
    Part{Kind::U16, TkeyMode},       Part{Kind::U16, TkeyError},        Part{Kind::U16, TkeyKeySize},
    Part{Kind::Sized, TkeyKey},      Part{Kind::U16, TkeyOtherSize},    Part{Kind::Sized, TkeyOther}};
constexpr std::array tsig = {
    Part{Kind::Name, TsigAlgorithm}, Part{Kind::Time48, TsigTime},     Part{Kind::U16, TsigFudge},
    Part{Kind::U16, TsigMacSize},    Part{Kind::Sized, TsigMac},       Part{Kind::U16, TsigOriginalId},
    Part{Kind::U16, TsigError},      Part{Kind::U16, TsigOtherLength}, Part{Kind::Sized, TsigOther}};
constexpr std::array unknown = {Part{Kind::Rest, Data}};

struct Layout {
    std::uint16_t type;
    std::span<const Part> parts;
};
constexpr std::array layouts = {
    Layout{1, a},       Layout{2, ns},          Layout{3, md},           Layout{4, mf},      Layout{5, cname},
    Layout{6, soa},     Layout{7, mb},          Layout{8, mg},           Layout{9, mr},      Layout{10, null},
    Layout{11, wks},    Layout{12, ptr},        Layout{13, hinfo},       Layout{14, minfo},  Layout{15, mx},
    Layout{16, txt},    Layout{17, rp},         Layout{18, afsdb},       Layout{19, x25},    Layout{20, isdn},
    Layout{21, rt},     Layout{22, nsap},       Layout{23, nsapPointer}, Layout{24, rrsig},  Layout{25, key},
    Layout{26, px},     Layout{27, gpos},       Layout{28, aaaa},        Layout{29, loc},    Layout{30, nxt},
    Layout{33, srv},    Layout{35, naptr},      Layout{36, kx},          Layout{37, cert},   Layout{39, dname},
    Layout{43, ds},     Layout{44, sshfp},      Layout{46, rrsig},       Layout{47, nsec},   Layout{48, dnskey},
    Layout{49, dhcid},  Layout{50, nsec3},      Layout{51, nsec3param},  Layout{52, tlsa},   Layout{59, ds},
    Layout{60, dnskey}, Layout{61, openpgpkey}, Layout{62, csync},       Layout{63, zonemd}, Layout{99, spf},
    Layout{104, nid},   Layout{105, l32},       Layout{106, l64},        Layout{107, lp},    Layout{108, eui48},
    Layout{109, eui64}, Layout{249, tkey},      Layout{250, tsig},       Layout{32769, ds},
};

/// For these types, the Info column shows the owner and not the data, as in Wireshark.
constexpr std::array<std::uint16_t, 21> toldByOwner = {3,  4,  7,  8,  9,  10, 14, 17, 18, 19, 20,
                                                       21, 22, 23, 26, 27, 42, 49, 51, 52, 55};

void decodeTypeBits(Dissection& d, ByteReader& bytes, Dissection::Field field) {
    while (!bytes.atEnd()) {
        const unsigned window = bytes.u8();
        ByteReader map = bytes.part(bytes.u8());
        for (unsigned octet = 0; !map.atEnd(); ++octet) {
            const auto at = static_cast<std::uint32_t>(map.offset());
            const unsigned bits = map.u8();
            for (unsigned bit = 0; bit < 8; ++bit) {
                if ((bits & 0x80U >> bit) != 0)
                    d.add(field, {at, 1}, window * 256 + octet * 8 + bit);
            }
        }
    }
}

void decodeText(Dissection& d, ByteReader& bytes, const Part& part) {
    const std::uint8_t size = d.u8(bytes, part.length);
    const std::string_view text = d.text(bytes, part.field, size);
    if (part.inInfo && !bytes.overrun())
        d.infoAppend(" {}", PrintableText<512>(text).view());
}

void decodeTime(Dissection& d, ByteReader& bytes, Dissection::Field field, std::uint32_t size) {
    constexpr std::uint64_t perSecond = 1'000'000'000;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), size};
    const std::uint64_t seconds = bytes.big(size);
    if (!bytes.overrun())
        d.add(field, range, seconds * perSecond);
}

void decodeParts(const Message& message, std::span<const Part> parts, ByteReader& bytes) {
    Dissection& d = message.d;
    std::size_t number = 0; // the value of the preceding part
    const auto tell = [&](const Part& part) {
        if (part.inInfo && !bytes.overrun())
            d.infoAppend(" {}", number);
    };
    for (std::size_t i = 0; i < parts.size() && !bytes.overrun(); ++i) {
        const Part& part = parts[i];
        switch (part.kind) {
        case Kind::Name: {
            const Name name = decodeName(message, bytes, part.field);
            if (part.inInfo && !bytes.overrun())
                d.infoAppend(" {}", name.text());
            break;
        }
        case Kind::U8:
            number = d.u8(bytes, part.field);
            tell(part);
            break;
        case Kind::U16:
            number = d.u16(bytes, part.field);
            tell(part);
            break;
        case Kind::U32:
            number = d.u32(bytes, part.field);
            tell(part);
            break;
        case Kind::Ipv4: {
            const auto address = ColumnAddress::ipv4(d.ipv4(bytes, part.field));
            if (part.inInfo && d.wantsColumns() && !bytes.overrun())
                d.infoAppend(" {}", ColumnText(address).view());
            break;
        }
        case Kind::Ipv6: {
            const auto address = ColumnAddress::ipv6(d.ipv6(bytes, part.field));
            if (part.inInfo && d.wantsColumns() && !bytes.overrun())
                d.infoAppend(" {}", ColumnText(address).view());
            break;
        }
        case Kind::Time32:
            decodeTime(d, bytes, part.field, 4);
            break;
        case Kind::Time48:
            decodeTime(d, bytes, part.field, 6);
            break;
        case Kind::String:
            decodeText(d, bytes, part);
            break;
        case Kind::Sized:
            if (number != 0)
                d.data(bytes, part.field, number);
            break;
        case Kind::Rest:
            d.data(bytes, part.field, bytes.remaining());
            break;
        case Kind::TypesBits:
            decodeTypeBits(d, bytes, part.field);
            break;
        case Kind::Repeat:
            if (!bytes.atEnd())
                i = ~std::size_t{0}; // continues with the first part
            break;
        }
    }
}

/// RFC 3123: address prefixes.
void decodePrefixes(Dissection& d, ByteReader& bytes) {
    while (!bytes.atEnd()) {
        const std::uint16_t family = d.u16(bytes, AplFamily);
        d.u8(bytes, AplPrefix);
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
        const unsigned length = bytes.u8();
        if (bytes.overrun())
            return;
        d.addBits({AplNegation, AplLength}, range, length);
        const bool isWhole = (length & 0x7fU) == (family == 1 ? 4U : 16U);
        d.data(bytes, isWhole && family == 1 ? AplIpv4 : isWhole && family == 2 ? AplIpv6 : AplData, length & 0x7fU);
    }
}

/// RFC 8005.
void decodeHostIdentity(const Message& message, ByteReader& bytes) {
    Dissection& d = message.d;
    const std::uint8_t tagLength = d.u8(bytes, HipHitLength);
    d.u8(bytes, HipAlgorithm);
    const std::uint16_t keyLength = d.u16(bytes, HipKeyLength);
    d.data(bytes, HipHit, tagLength);
    d.data(bytes, HipKey, keyLength);
    while (!bytes.atEnd())
        decodeName(message, bytes, HipServer);
}

/// RFC 8659.
void decodeCertificationAuthority(Dissection& d, ByteReader& bytes) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, CaaFlags);
    {
        const auto nest = d.nest();
        d.add(CaaCritical, range, flags);
    }
    const std::uint8_t tagLength = d.u8(bytes, CaaTagLength);
    d.text(bytes, CaaTag, tagLength);
    d.text(bytes, CaaValue, bytes.remaining());
}

void decodeServiceBinding(const Message& message, ByteReader& bytes) {
    Dissection& d = message.d;
    d.u16(bytes, SvcbPriority);
    decodeName(message, bytes, SvcbTarget);
    decodeServiceParameters(message, bytes);
}

} // namespace

bool isToldByOwner(std::uint16_t type) noexcept {
    return std::ranges::binary_search(toldByOwner, type);
}

void decodeRecordData(const Message& message, std::uint16_t type, ByteReader& bytes) {
    switch (type) {
    case 41:
        decodeOptions(message, bytes);
        return;
    case 42:
        decodePrefixes(message.d, bytes);
        return;
    case 55:
        decodeHostIdentity(message, bytes);
        return;
    case 64:
    case 65:
        decodeServiceBinding(message, bytes);
        return;
    case 257:
        decodeCertificationAuthority(message.d, bytes);
        return;
    default:
        break;
    }
    const auto layout = std::ranges::lower_bound(layouts, type, {}, &Layout::type);
    const bool isKnown = layout != layouts.end() && layout->type == type;
    decodeParts(message, isKnown ? layout->parts : std::span<const Part>(unknown), bytes);
}

} // namespace tapscope::dns
