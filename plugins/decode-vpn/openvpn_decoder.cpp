// OpenVPN's outer header, which is not encrypted.

#include "vpn_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

constexpr std::array opcodes = {ValueName{1, "P_CONTROL_HARD_RESET_CLIENT_V1"},
                                ValueName{2, "P_CONTROL_HARD_RESET_SERVER_V1"},
                                ValueName{3, "P_CONTROL_SOFT_RESET_V1"},
                                ValueName{4, "P_CONTROL_V1"},
                                ValueName{5, "P_ACK_V1"},
                                ValueName{6, "P_DATA_V1"},
                                ValueName{7, "P_CONTROL_HARD_RESET_CLIENT_V2"},
                                ValueName{8, "P_CONTROL_HARD_RESET_SERVER_V2"},
                                ValueName{9, "P_DATA_V2"},
                                ValueName{10, "P_CONTROL_HARD_RESET_CLIENT_V3"},
                                ValueName{11, "P_CONTROL_WKC_V1"}};
enum Field : std::uint16_t {
    PacketLength,
    Type,
    Opcode,
    KeyId,
    SessionId,
    Payload,
};
constexpr std::array fields = {
    FieldInfo{.name = "openvpn.plen", .title = "Packet Length"},
    FieldInfo{.name = "openvpn.type", .title = "Type", .base = Base::Hex},
    FieldInfo{.name = "openvpn.opcode",
              .title = "Opcode",
              .base = Base::Hex,
              .hexDigits = 2,
              .values = opcodes,
              .mask = 0xf8},
    FieldInfo{.name = "openvpn.keyid", .title = "Key ID", .mask = 0x7},
    FieldInfo{.name = "openvpn.sessionid", .title = "Session ID"},
    FieldInfo{.name = "openvpn.payload", .title = "Payload", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 1194}, Hook{"tcp.port", 1194}};
const ProtocolInfo info = {
    .abbreviation = "openvpn", .title = "OpenVPN Protocol", .column = "OpenVPN", .fields = fields, .hooks = hooks};

/// P_DATA_V1 and P_DATA_V2 have no session.
constexpr bool isData(unsigned opcode) {
    return opcode == 6 || opcode == 9;
}

void decodePacket(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t sessionSize = 8;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t type = d.u8(bytes, Type);
    if (bytes.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({Opcode, KeyId}, range, type);
    }
    d.info("MessageType: {}", nameOf(opcodes, type >> 3, "Unknown Messagetype"));
    if (!isData(type >> 3))
        d.data(bytes, SessionId, sessionSize);
    if (!bytes.atEnd())
        d.data(bytes, Payload, bytes.remaining());
}

} // namespace

const ProtocolInfo& OpenvpnDecoder::protocol() const noexcept {
    return info;
}

void OpenvpnDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t tcp = 6;
    if (d.carrier().ipProtocol != tcp) {
        decodePacket(bytes, d);
        return;
    }
    while (!bytes.atEnd() && !bytes.overrun()) {
        const std::uint16_t length = d.u16(bytes, PacketLength);
        ByteReader packet = bytes.part(length);
        decodePacket(packet, d);
        if (packet.overrun() && length != 0)
            bytes.setOverrun();
    }
}

} // namespace tapscope
