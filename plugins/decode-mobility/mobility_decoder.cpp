#include "mobility_decoders.h"

#include <decode/ip_protocols.h>
#include <decode/message_fields.h>

#include <array>

namespace tapscope {
namespace {

enum Type : std::uint8_t {
    RefreshRequest,
    HomeTestInit,
    CareOfTestInit,
    HomeTest,
    CareOfTest,
    BindingUpdate,
    BindingAck,
    BindingError
};
constexpr std::array types = {ValueName{0, "Binding Refresh Request"},
                              ValueName{1, "Home Test Init"},
                              ValueName{2, "Care-of Test Init"},
                              ValueName{3, "Home Test"},
                              ValueName{4, "Care-of Test"},
                              ValueName{5, "Binding Update"},
                              ValueName{6, "Binding Acknowledgement"},
                              ValueName{7, "Binding Error"},
                              ValueName{8, "Fast Binding Update"},
                              ValueName{9, "Fast Binding Acknowledgment"},
                              ValueName{10, "Fast Neighbor Advertisement"},
                              ValueName{11, "Experimental Mobility Header"},
                              ValueName{12, "Home Agent Switch"},
                              ValueName{13, "Heartbeat"},
                              ValueName{14, "Handover Initiate"},
                              ValueName{15, "Handover Acknowledge"},
                              ValueName{16, "Binding Revocation Message"},
                              ValueName{17, "Localized Routing Initiation"},
                              ValueName{18, "Localized Routing Acknowledgment"}};
constexpr std::array options = {ValueName{0, "Pad1"},
                                ValueName{1, "PadN"},
                                ValueName{2, "Binding Refresh Advice"},
                                ValueName{3, "Alternate Care-of Address"},
                                ValueName{4, "Nonce Indices"},
                                ValueName{5, "Authorization Data"},
                                ValueName{6, "Mobile Network Prefix"},
                                ValueName{7, "Mobility Header Link-Layer Address"},
                                ValueName{8, "Mobile Node Identifier"},
                                ValueName{9, "Authentication"},
                                ValueName{10, "Replay Protection"},
                                ValueName{22, "Home Network Prefix"},
                                ValueName{23, "Handoff Indicator"},
                                ValueName{24, "Access Technology Type"},
                                ValueName{25, "Mobile Node Link-layer Identifier"},
                                ValueName{26, "Link-local Address"},
                                ValueName{27, "Timestamp"},
                                ValueName{29, "IPv4 Home Address"}};
constexpr std::array acknowledgements = {ValueName{0, "Binding Update accepted"},
                                         ValueName{1, "Accepted but prefix discovery necessary"},
                                         ValueName{128, "Reason unspecified"},
                                         ValueName{129, "Administratively prohibited"},
                                         ValueName{130, "Insufficient resources"},
                                         ValueName{131, "Home registration not supported"},
                                         ValueName{132, "Not home subnet"},
                                         ValueName{133, "Not home agent for this mobile node"},
                                         ValueName{134, "Duplicate Address Detection failed"},
                                         ValueName{135, "Sequence number out of window"},
                                         ValueName{136, "Expired home nonce index"},
                                         ValueName{137, "Expired care-of nonce index"},
                                         ValueName{138, "Expired nonces"},
                                         ValueName{139, "Registration type change disallowed"}};
enum Field : std::uint16_t {
    PayloadProtocol,
    HeaderLength,
    HeaderType,
    Reserved,
    Checksum,
    UpdateSequence,
    AcknowledgeFlag,
    HomeFlag,
    LinkLocalFlag,
    KeyFlag,
    MapFlag,
    RouterFlag,
    ProxyFlag,
    UpdateLifetime,
    AckStatus,
    AckKeyFlag,
    AckRouterFlag,
    AckSequence,
    AckLifetime,
    HomeInitCookie,
    CareOfInitCookie,
    HomeNonce,
    HomeCookie,
    HomeToken,
    CareOfNonce,
    CareOfCookie,
    CareOfToken,
    ErrorStatus,
    HomeAddress,
    OptionType,
    OptionLength,
    OptionData,
    Data,
};
const std::array fields = {
    FieldInfo{.name = "mip6.proto", .title = "Payload protocol", .values = ipProtocolNames()},
    FieldInfo{.name = "mip6.hlen", .title = "Header length"},
    FieldInfo{.name = "mip6.mhtype", .title = "Mobility Header Type", .values = types},
    FieldInfo{.name = "mip6.reserved", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "mip6.csum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "mip6.bu.seqnr", .title = "Sequence number"},
    FieldInfo{.name = "mip6.bu.a_flag", .title = "Acknowledge (A) flag", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{
        .name = "mip6.bu.h_flag", .title = "Home Registration (H) flag", .type = FieldType::Boolean, .mask = 0x4000},
    FieldInfo{.name = "mip6.bu.l_flag",
              .title = "Link-Local Compatibility (L) flag",
              .type = FieldType::Boolean,
              .mask = 0x2000},
    FieldInfo{.name = "mip6.bu.k_flag",
              .title = "Key Management Compatibility (K) flag",
              .type = FieldType::Boolean,
              .mask = 0x1000},
    FieldInfo{.name = "mip6.bu.m_flag",
              .title = "MAP Registration Compatibility (M) flag",
              .type = FieldType::Boolean,
              .mask = 0x0800},
    FieldInfo{
        .name = "mip6.nemo.bu.r_flag", .title = "Mobile Router (R) flag", .type = FieldType::Boolean, .mask = 0x0400},
    FieldInfo{
        .name = "mip6.bu.p_flag", .title = "Proxy Registration (P) flag", .type = FieldType::Boolean, .mask = 0x0200},
    FieldInfo{.name = "mip6.bu.lifetime", .title = "Lifetime"},
    FieldInfo{.name = "mip6.ba.status", .title = "Status", .values = acknowledgements},
    FieldInfo{.name = "mip6.ba.k_flag",
              .title = "Key Management Compatibility (K) flag",
              .type = FieldType::Boolean,
              .mask = 0x80},
    FieldInfo{
        .name = "mip6.nemo.ba.r_flag", .title = "Mobile Router (R) flag", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "mip6.ba.seqnr", .title = "Sequence number"},
    FieldInfo{.name = "mip6.ba.lifetime", .title = "Lifetime"},
    FieldInfo{.name = "mip6.hoti.cookie", .title = "Home Init Cookie", .base = Base::Hex},
    FieldInfo{.name = "mip6.coti.cookie", .title = "Care-of Init Cookie", .base = Base::Hex},
    FieldInfo{.name = "mip6.hot.nindex", .title = "Home Nonce Index"},
    FieldInfo{.name = "mip6.hot.cookie", .title = "Home Init Cookie", .base = Base::Hex},
    FieldInfo{.name = "mip6.hot.token", .title = "Home Keygen Token", .base = Base::Hex},
    FieldInfo{.name = "mip6.cot.nindex", .title = "Care-of Nonce Index"},
    FieldInfo{.name = "mip6.cot.cookie", .title = "Care-of Init Cookie", .base = Base::Hex},
    FieldInfo{.name = "mip6.cot.token", .title = "Care-of Keygen Token", .base = Base::Hex},
    FieldInfo{.name = "mip6.be.status", .title = "Status"},
    FieldInfo{.name = "mip6.be.haddr", .title = "Home Address", .type = FieldType::Ipv6},
    FieldInfo{.name = "mip6.mobility_opt", .title = "Mobility Options", .values = options},
    FieldInfo{.name = "mip6.options.length", .title = "Length"},
    FieldInfo{.name = "mip6.options.data", .title = "Option data", .type = FieldType::ByteString},
    FieldInfo{.name = "mip6.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::uint8_t number = 135, oldNumber = 62;
constexpr std::array hooks = {Hook{"ip.proto", number}, Hook{"ip.proto", oldNumber}};
const ProtocolInfo info = {
    .abbreviation = "mipv6", .title = "Mobile IPv6", .column = "MIPv6", .fields = fields, .hooks = hooks};

void decodeUpdate(ByteReader& body, Dissection& d) {
    constexpr std::uint16_t router = 0x0400;
    d.u16(body, UpdateSequence);
    const ByteRange range = rangeAhead(body, 2);
    const std::uint16_t flags = body.u16();
    if (body.overrun())
        return;
    d.addBits({AcknowledgeFlag, HomeFlag, LinkLocalFlag, KeyFlag, MapFlag, RouterFlag, ProxyFlag}, range, flags);
    if ((flags & router) != 0)
        d.columnProtocol("NEMO");
    d.u16(body, UpdateLifetime);
}

void decodeAcknowledgement(ByteReader& body, Dissection& d) {
    constexpr std::uint8_t router = 0x40;
    d.u8(body, AckStatus);
    const ByteRange range = rangeAhead(body, 1);
    const std::uint8_t flags = body.u8();
    if (body.overrun())
        return;
    d.addBits({AckKeyFlag, AckRouterFlag}, range, flags);
    if ((flags & router) != 0)
        d.columnProtocol("NEMO");
    d.u16(body, AckSequence);
    d.u16(body, AckLifetime);
}

void decodeOptions(ByteReader& body, Dissection& d) {
    constexpr std::uint8_t padding = 0;
    while (!body.atEnd()) {
        if (d.u8(body, OptionType) == padding)
            continue;
        const auto nest = d.nest();
        const std::uint8_t length = d.u8(body, OptionLength);
        if (length != 0)
            d.data(body, OptionData, length);
    }
}

/// Whether options follow.
bool decodeMessage(ByteReader& body, Dissection& d, std::uint8_t type) {
    switch (type) {
    case RefreshRequest:
        body.skip(2);
        return true;
    case HomeTestInit:
    case CareOfTestInit:
        body.skip(2);
        d.u64(body, type == HomeTestInit ? HomeInitCookie : CareOfInitCookie);
        return true;
    case HomeTest:
        d.u16(body, HomeNonce);
        d.u64(body, HomeCookie);
        d.u64(body, HomeToken);
        return true;
    case CareOfTest:
        d.u16(body, CareOfNonce);
        d.u64(body, CareOfCookie);
        d.u64(body, CareOfToken);
        return true;
    case BindingUpdate:
        decodeUpdate(body, d);
        return true;
    case BindingAck:
        decodeAcknowledgement(body, d);
        return true;
    case BindingError:
        d.u8(body, ErrorStatus);
        body.skip(1);
        d.ipv6(body, HomeAddress);
        return true;
    default:
        return false;
    }
}

} // namespace

const ProtocolInfo& MobilityDecoder::protocol() const noexcept {
    return info;
}

void MobilityDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t unit = 8, headSize = 6;
    d.u8(bytes, PayloadProtocol);
    const std::size_t length = (d.u8(bytes, HeaderLength) + std::size_t{1}) * unit;
    const std::uint8_t type = d.u8(bytes, HeaderType);
    d.u8(bytes, Reserved);
    d.u16(bytes, Checksum);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(types, type, "Unknown"));
    ByteReader body = bytes.part(length - headSize);
    const bool isWhole = body.remaining() + headSize == length;
    if (decodeMessage(body, d, type))
        decodeOptions(body, d);
    else if (!body.atEnd())
        d.data(body, Data, body.remaining());
    if (!isWhole || body.overrun())
        bytes.setOverrun();
    else if (!bytes.atEnd())
        d.nextAsData(bytes);
}

} // namespace tapscope
