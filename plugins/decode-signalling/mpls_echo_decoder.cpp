#include "signalling_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::mpls_echo {
namespace {

constexpr std::array types = {ValueName{1, "MPLS Echo Request"}, ValueName{2, "MPLS Echo Reply"},
                              ValueName{3, "MPLS Data Plane Verification Request"},
                              ValueName{4, "MPLS Data Plane Verification Reply"}};
constexpr std::array modes = {ValueName{1, "Do not reply"}, ValueName{2, "Reply via an IPv4/IPv6 UDP packet"},
                              ValueName{3, "Reply via an IPv4/IPv6 UDP packet with Router Alert"},
                              ValueName{4, "Reply via application level control channel"}};
constexpr std::array codes = {ValueName{0, "No return code"},
                              ValueName{1, "Malformed echo request received"},
                              ValueName{2, "One or more of the TLVs was not understood"},
                              ValueName{3, "Replying router is an egress for the FEC at stack depth RSC"},
                              ValueName{4, "Replying router has no mapping for the FEC at stack depth RSC"},
                              ValueName{5, "Downstream Mapping Mismatch"},
                              ValueName{6, "Upstream Interface Index Unknown"},
                              ValueName{8, "Label switched at stack-depth RSC"},
                              ValueName{9, "Label switched but no MPLS forwarding at stack-depth RSC"},
                              ValueName{10, "Mapping for this FEC is not the given label at stack depth RSC"},
                              ValueName{11, "No label entry at stack-depth RSC"},
                              ValueName{12, "Protocol not associated with interface at FEC stack depth RSC"}};
constexpr std::array tlvs = {ValueName{1, "Target FEC Stack"},
                             ValueName{2, "Downstream Mapping"},
                             ValueName{3, "Pad"},
                             ValueName{4, "Error Code"},
                             ValueName{5, "Vendor Enterprise Code"},
                             ValueName{7, "Interface and Label Stack Object"},
                             ValueName{9, "Errored TLVs"},
                             ValueName{10, "Reply TOS Byte"},
                             ValueName{15, "BFD Discriminator"},
                             ValueName{20, "Downstream Detailed Mapping"}};
enum Field : std::uint16_t {
    Version,
    Flags,
    ForwardFlag,
    Type,
    Mode,
    Code,
    Subcode,
    Handle,
    Sequence,
    TimeSent,
    TimeReceived,
    TlvType,
    TlvLength,
    TlvValue
};
constexpr std::array fields = {
    FieldInfo{.name = "mpls_echo.version", .title = "Version"},
    FieldInfo{.name = "mpls_echo.flags", .title = "Global Flags", .base = Base::Hex},
    FieldInfo{.name = "mpls_echo.flag_v", .title = "Validate FEC Stack", .type = FieldType::Boolean, .mask = 0x0001},
    FieldInfo{.name = "mpls_echo.msg_type", .title = "Message Type", .values = types},
    FieldInfo{.name = "mpls_echo.reply_mode", .title = "Reply Mode", .values = modes},
    FieldInfo{.name = "mpls_echo.return_code", .title = "Return Code", .values = codes},
    FieldInfo{.name = "mpls_echo.return_subcode", .title = "Return Subcode"},
    FieldInfo{.name = "mpls_echo.sender_handle", .title = "Sender's Handle", .base = Base::Hex},
    FieldInfo{.name = "mpls_echo.sequence", .title = "Sequence Number"},
    FieldInfo{.name = "mpls_echo.timestamp_sent", .title = "Timestamp Sent", .type = FieldType::ByteString},
    FieldInfo{.name = "mpls_echo.timestamp_rec", .title = "Timestamp Received", .type = FieldType::ByteString},
    FieldInfo{.name = "mpls_echo.tlv.type", .title = "Type", .values = tlvs},
    FieldInfo{.name = "mpls_echo.tlv.len", .title = "Length"},
    FieldInfo{.name = "mpls_echo.tlv.value", .title = "Value", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 3503}};
const ProtocolInfo info = {.abbreviation = "mpls-echo",
                           .title = "Multiprotocol Label Switching Echo",
                           .column = "MPLS ECHO",
                           .fields = fields,
                           .hooks = hooks};

} // namespace

const ProtocolInfo& MplsEchoDecoder::protocol() const noexcept {
    return info;
}

void MplsEchoDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t timestamp = 8, word = 4;
    d.u16(bytes, Version);
    const ByteRange range = rangeAhead(bytes, 2);
    const std::uint16_t flags = d.u16(bytes, Flags);
    d.add(ForwardFlag, range, flags);
    d.info("{}", nameOf(types, d.u8(bytes, Type), "Unknown Message Type"));
    d.u8(bytes, Mode);
    d.u8(bytes, Code);
    d.u8(bytes, Subcode);
    d.u32(bytes, Handle);
    d.u32(bytes, Sequence);
    d.data(bytes, TimeSent, timestamp);
    d.data(bytes, TimeReceived, timestamp);
    while (!bytes.atEnd()) {
        d.u16(bytes, TlvType);
        const auto nest = d.nest();
        const std::size_t length = d.u16(bytes, TlvLength);
        const std::size_t padded = std::min((length + word - 1) / word * word, std::max(length, bytes.remaining()));
        if (padded != 0)
            d.data(bytes, TlvValue, padded);
    }
}

} // namespace tapscope::mpls_echo
