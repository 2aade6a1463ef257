#include "routing_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::bfd {
namespace {

constexpr std::array diagnostics = {ValueName{0, "No Diagnostic"},
                                    ValueName{1, "Control Detection Time Expired"},
                                    ValueName{2, "Echo Function Failed"},
                                    ValueName{3, "Neighbor Signaled Session Down"},
                                    ValueName{4, "Forwarding Plane Reset"},
                                    ValueName{5, "Path Down"},
                                    ValueName{6, "Concatenated Path Down"},
                                    ValueName{7, "Administratively Down"},
                                    ValueName{8, "Reverse Concatenated Path Down"},
                                    ValueName{9, "Mis-Connectivity Defect"}};
constexpr std::array states = {ValueName{0, "AdminDown"}, ValueName{1, "Down"}, ValueName{2, "Init"},
                               ValueName{3, "Up"}};
enum Authentication : std::uint8_t { Password = 1, Md5, MeticulousMd5, Sha1, MeticulousSha1 };
constexpr std::array authentications = {ValueName{Password, "Simple Password"}, ValueName{Md5, "Keyed MD5"},
                                        ValueName{MeticulousMd5, "Meticulous Keyed MD5"}, ValueName{Sha1, "Keyed SHA1"},
                                        ValueName{MeticulousSha1, "Meticulous Keyed SHA1"}};

enum Field : std::uint16_t {
    Version,
    Diagnostic,
    State,
    Flags,
    Poll,
    Final,
    Independent,
    HasAuthentication,
    Demand,
    Multipoint,
    Multiplier,
    Length,
    Mine,
    Yours,
    Transmit,
    Receive,
    Echo,
    AuthenticationType,
    AuthenticationLength,
    AuthenticationKey,
    AuthenticationPassword,
    AuthenticationSequence,
    AuthenticationDigest,
};
constexpr std::array fields = {
    FieldInfo{.name = "bfd.version", .title = "Protocol Version", .mask = 0xe0},
    FieldInfo{.name = "bfd.diag",
              .title = "Diagnostic Code",
              .base = Base::Hex,
              .hexDigits = 2,
              .values = diagnostics,
              .mask = 0x1f},
    FieldInfo{
        .name = "bfd.sta", .title = "Session State", .base = Base::Hex, .hexDigits = 2, .values = states, .mask = 0xc0},
    FieldInfo{.name = "bfd.flags", .title = "Message Flags", .base = Base::Hex},
    FieldInfo{.name = "bfd.flags.p", .title = "Poll", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "bfd.flags.f", .title = "Final", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "bfd.flags.c", .title = "Control Plane Independent", .type = FieldType::Boolean, .mask = 0x08},
    FieldInfo{.name = "bfd.flags.a", .title = "Authentication Present", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "bfd.flags.d", .title = "Demand", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "bfd.flags.m", .title = "Multipoint", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "bfd.detect_time_multiplier", .title = "Detect Time Multiplier"},
    FieldInfo{.name = "bfd.message_length", .title = "Message Length", .unit = " bytes"},
    FieldInfo{.name = "bfd.my_discriminator", .title = "My Discriminator", .base = Base::Hex},
    FieldInfo{.name = "bfd.your_discriminator", .title = "Your Discriminator", .base = Base::Hex},
    FieldInfo{.name = "bfd.desired_min_tx_interval", .title = "Desired Min TX Interval", .unit = " us"},
    FieldInfo{.name = "bfd.required_min_rx_interval", .title = "Required Min RX Interval", .unit = " us"},
    FieldInfo{.name = "bfd.required_min_echo_interval", .title = "Required Min Echo Interval", .unit = " us"},
    FieldInfo{.name = "bfd.auth.type", .title = "Authentication Type", .values = authentications},
    FieldInfo{.name = "bfd.auth.len", .title = "Authentication Length", .unit = " bytes"},
    FieldInfo{.name = "bfd.auth.key", .title = "Authentication Key ID"},
    FieldInfo{.name = "bfd.auth.password", .title = "Password", .type = FieldType::Text},
    FieldInfo{.name = "bfd.auth.seq_num", .title = "Sequence Number", .base = Base::Hex},
    FieldInfo{.name = "bfd.checksum", .title = "Checksum", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 3784}, Hook{"udp.port", 4784}, Hook{"udp.port", 6784},
                              Hook{"udp.port", 7784}};
const ProtocolInfo info = {
    .abbreviation = "bfd", .title = "BFD Control message", .column = "BFD Control", .fields = fields, .hooks = hooks};

void authentication(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t fixed = 3;
    const std::uint8_t type = d.u8(bytes, AuthenticationType);
    const std::size_t length = d.u8(bytes, AuthenticationLength);
    d.u8(bytes, AuthenticationKey);
    ByteReader value = bytes.part(length < fixed ? 0 : length - fixed);
    if (type == Password) {
        d.text(value, AuthenticationPassword, value.remaining());
        return;
    }
    value.skip(1);
    d.u32(value, AuthenticationSequence);
    d.data(value, AuthenticationDigest, value.remaining());
}

} // namespace

const ProtocolInfo& BfdDecoder::protocol() const noexcept {
    return info;
}

void BfdDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t flagBits = 0x3f, hasAuthentication = 0x04;
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t first = bytes.u8();
    const std::uint8_t flags = bytes.u8();
    if (bytes.overrun())
        return;
    d.info("Diag: {}, State: {}, Flags: 0x{:02x}", nameOf(diagnostics, first & 0x1fU, "Unknown"),
           nameOf(states, flags >> 6), flags & flagBits);
    d.addBits({Version, Diagnostic}, {at, 1}, first);
    d.addBits({State}, {at + 1, 1}, flags);
    d.add(Flags, {at + 1, 1}, flags & flagBits);
    {
        const auto nest = d.nest();
        d.addBits({Poll, Final, Independent, HasAuthentication, Demand, Multipoint}, {at + 1, 1}, flags);
    }
    d.u8(bytes, Multiplier);
    d.u8(bytes, Length);
    d.u32(bytes, Mine);
    d.u32(bytes, Yours);
    d.u32(bytes, Transmit);
    d.u32(bytes, Receive);
    d.u32(bytes, Echo);
    if ((flags & hasAuthentication) != 0)
        authentication(bytes, d);
}

} // namespace tapscope::bfd
