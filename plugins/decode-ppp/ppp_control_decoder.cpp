#include "ppp_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::ppp_control {
namespace {

enum Code : std::uint8_t {
    ConfigureRequest = 1,
    ConfigureReject = 4,
    ProtocolReject = 8,
    EchoRequest = 9,
    DiscardRequest = 11,
};
constexpr std::array codes = {
    ValueName{0, "Vendor Specific"},   ValueName{1, "Configuration Request"}, ValueName{2, "Configuration Ack"},
    ValueName{3, "Configuration Nak"}, ValueName{4, "Configuration Reject"},  ValueName{5, "Termination Request"},
    ValueName{6, "Termination Ack"},   ValueName{7, "Code Reject"},           ValueName{8, "Protocol Reject"},
    ValueName{9, "Echo Request"},      ValueName{10, "Echo Reply"},           ValueName{11, "Discard Request"},
    ValueName{12, "Identification"},   ValueName{13, "Time Remaining"},       ValueName{14, "Reset-Request"},
    ValueName{15, "Reset-Ack"},
};
constexpr std::array linkOptions = {ValueName{1, "Maximum Receive Unit"},
                                    ValueName{2, "Async Control Character Map"},
                                    ValueName{3, "Authentication Protocol"},
                                    ValueName{4, "Quality Protocol"},
                                    ValueName{5, "Magic Number"},
                                    ValueName{7, "Protocol Field Compression"},
                                    ValueName{8, "Address and Control Field Compression"},
                                    ValueName{13, "Callback"},
                                    ValueName{17, "Multilink MRRU"},
                                    ValueName{18, "Multilink Short Sequence Number Header"},
                                    ValueName{19, "Multilink Endpoint Discriminator"}};
constexpr std::array ipOptions = {ValueName{1, "IP Addresses (deprecated)"},
                                  ValueName{2, "IP Compression Protocol"},
                                  ValueName{3, "IP Address"},
                                  ValueName{129, "Primary DNS Server IP Address"},
                                  ValueName{130, "Primary NBNS Server IP Address"},
                                  ValueName{131, "Secondary DNS Server IP Address"},
                                  ValueName{132, "Secondary NBNS Server IP Address"}};
constexpr std::array ipv6Options = {ValueName{1, "Interface Identifier"}, ValueName{2, "IPv6 Compression"}};
constexpr std::array compressionOptions = {ValueName{0, "OUI"}, ValueName{17, "Stac LZS"},
                                           ValueName{18, "Microsoft PPE/PPC"}, ValueName{21, "BSD Compress"},
                                           ValueName{26, "Deflate"}};

enum Field : std::uint16_t {
    CodeField,
    Identifier,
    Length,
    OptionType,
    OptionLength,
    MagicNumber,
    RejectedProtocol,
    Data,
    OptionNumber,
    OptionAddress,
    OptionMagic,
    OptionProtocol,
    OptionData,
};
constexpr std::array<FieldInfo, 13> fieldsOf(std::span<const ValueName> options, std::string_view type,
                                             std::string_view length, std::string_view number, std::string_view address,
                                             std::string_view data) {
    return {FieldInfo{.name = "ppp.code", .title = "Code", .values = codes},
            FieldInfo{.name = "ppp.identifier", .title = "Identifier", .base = Base::DecimalHex},
            FieldInfo{.name = "ppp.length", .title = "Length"},
            FieldInfo{.name = type, .title = "Type", .values = options},
            FieldInfo{.name = length, .title = "Length"},
            FieldInfo{.name = "lcp.magic_number", .title = "Magic Number", .base = Base::Hex},
            FieldInfo{.name = "lcp.rej_proto", .title = "Rejected Protocol", .base = Base::Hex},
            FieldInfo{.name = "ppp.data", .title = "Data", .type = FieldType::ByteString},
            FieldInfo{.name = number, .title = "Value"},
            FieldInfo{.name = address, .title = "IP Address", .type = FieldType::Ipv4},
            FieldInfo{.name = "lcp.opt.magic_number", .title = "Magic Number", .base = Base::Hex},
            FieldInfo{.name = "lcp.opt.auth_protocol", .title = "Authentication Protocol", .base = Base::Hex},
            FieldInfo{.name = data, .title = "Data", .type = FieldType::ByteString}};
}
constexpr auto linkFields =
    fieldsOf(linkOptions, "lcp.opt.type", "lcp.opt.length", "lcp.opt.mru", "lcp.opt.ip_address", "lcp.opt.data");
constexpr auto ipFields =
    fieldsOf(ipOptions, "ipcp.opt.type", "ipcp.opt.length", "ipcp.opt.mrru", "ipcp.opt.ip_address", "ipcp.data");
constexpr auto ipv6Fields = fieldsOf(ipv6Options, "ipv6cp.opt.type", "ipv6cp.opt.length", "ipv6cp.opt.number",
                                     "ipv6cp.opt.address", "ipv6cp.data");
constexpr auto compressionFields =
    fieldsOf(compressionOptions, "ccp.opt.type", "ccp.opt.length", "ccp.opt.number", "ccp.opt.address", "ccp.data");
constexpr std::array hooks = {Hook{"ppp.protocol", 0xc021}, Hook{"ppp.protocol", 0x8021}, Hook{"ppp.protocol", 0x8057},
                              Hook{"ppp.protocol", 0x80fd}};
constexpr std::span hook{hooks};
// In the order of Negotiated.
const std::array infos = {
    ProtocolInfo{.abbreviation = "lcp",
                 .title = "PPP Link Control Protocol",
                 .column = "PPP LCP",
                 .fields = linkFields,
                 .hooks = hook.subspan(0, 1)},
    ProtocolInfo{.abbreviation = "ipcp",
                 .title = "PPP IP Control Protocol",
                 .column = "PPP IPCP",
                 .fields = ipFields,
                 .hooks = hook.subspan(1, 1)},
    ProtocolInfo{.abbreviation = "ipv6cp",
                 .title = "PPP IPv6 Control Protocol",
                 .column = "PPP IPV6CP",
                 .fields = ipv6Fields,
                 .hooks = hook.subspan(2, 1)},
    ProtocolInfo{.abbreviation = "ccp",
                 .title = "PPP Compression Control Protocol",
                 .column = "PPP CCP",
                 .fields = compressionFields,
                 .hooks = hook.subspan(3, 1)},
};

void linkOption(ByteReader& value, Dissection& d, std::uint8_t type) {
    enum Option : std::uint8_t { MaximumReceiveUnit = 1, Authentication = 3, Magic = 5 };
    if (type == MaximumReceiveUnit)
        d.u16(value, OptionNumber);
    else if (type == Authentication)
        d.u16(value, OptionProtocol);
    else if (type == Magic)
        d.u32(value, OptionMagic);
    else if (!value.atEnd())
        d.data(value, OptionData, value.remaining());
}

} // namespace

const ProtocolInfo& PppControlDecoder::protocol() const noexcept {
    return infos[static_cast<std::size_t>(negotiated_)];
}

void PppControlDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t header = 4;
    const std::uint8_t code = d.u8(bytes, CodeField);
    d.u8(bytes, Identifier);
    const std::uint16_t length = d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(codes, code, "Unknown"));
    ByteReader body = bytes.part(length < header ? 0U : length - header);
    if (code < ConfigureRequest || code > ConfigureReject) {
        if (code == ProtocolReject)
            d.u16(body, RejectedProtocol);
        else if (code >= EchoRequest && code <= DiscardRequest && negotiated_ == Negotiated::Link)
            d.u32(body, MagicNumber);
        if (!body.atEnd())
            d.data(body, Data, body.remaining());
        return;
    }
    while (!body.atEnd()) {
        const std::uint8_t type = d.u8(body, OptionType);
        const auto nest = d.nest();
        const std::uint8_t size = d.u8(body, OptionLength);
        if (size < 2 || !body.has(size - 2U)) {
            d.mark(FieldValue::Mark::Warning);
            return;
        }
        ByteReader value = body.part(size - 2U);
        constexpr std::size_t address = 4;
        if (negotiated_ == Negotiated::Link)
            linkOption(value, d, type);
        else if (negotiated_ == Negotiated::Ip && value.remaining() == address && type != 2)
            d.ipv4(value, OptionAddress);
        else if (!value.atEnd())
            d.data(value, OptionData, value.remaining());
    }
}

} // namespace tapscope::ppp_control
