// OpenVPN's outer header, which is not encrypted.

#include "cipher_text.h"
#include "vpn_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::openvpn {
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
const ProtocolInfo info = {.abbreviation = "openvpn",
                           .title = "OpenVPN Protocol",
                           .column = "OpenVPN",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

constexpr unsigned dataVersion1 = 6, dataVersion2 = 9;
constexpr std::size_t sessionSize = 8;

/// P_DATA_V1 and P_DATA_V2 have no session.
constexpr bool isData(unsigned opcode) {
    return opcode == dataVersion1 || opcode == dataVersion2;
}

/// Whether what follows the session is a list of acknowledgements, and the number of the packet unless it is only an
/// acknowledgement.
bool isReliable(ByteReader bytes, unsigned opcode) noexcept {
    constexpr unsigned acknowledgement = 5;
    constexpr std::size_t most = 8, idSize = 4;
    constexpr std::uint32_t manyPackets = 0x10000; // of a handshake
    const std::size_t count = bytes.u8();
    if (count > most || (count == 0 && opcode == acknowledgement) || !bytes.has(count * idSize))
        return false;
    bytes.skip(count * idSize);
    if (count != 0)
        bytes.take(sessionSize); // of the other end
    return (opcode == acknowledgement || bytes.u32() < manyPackets) && !bytes.overrun();
}

/// Whether a packet of the handshake is as OpenVPN makes it: as it is, behind a check value (tls-auth), or encrypted
/// (tls-crypt). The numbers that protect from replays count from 1, or from 0x0f000001 before a server knows the
/// client.
bool isControl(ByteReader bytes, unsigned opcode, unsigned keyId) noexcept {
    constexpr std::array<unsigned, 5> resets = {1, 2, 7, 8, 10};
    constexpr std::array<std::size_t, 5> checkSizes = {16, 20, 32, 48, 64}; // of MD5 and SHA
    constexpr std::uint32_t manyPackets = 0x100000, early = 0x0f000000, yearOf2001 = 1'000'000'000;
    constexpr std::size_t wrapped = 32; // a check value at least
    const bool isReset = std::ranges::find(resets, opcode) != resets.end();
    const Bytes session = bytes.take(sessionSize); // random
    if (bytes.overrun() || isPattern(session) || (isReset && keyId != 0))
        return false;
    const auto isReplayNumber = [](ByteReader& at) {
        const std::uint32_t number = at.u32();
        const std::uint32_t time = at.u32();
        return !at.overrun() && number != 0 &&
               ((number < manyPackets) || (number >= early && number - early < manyPackets)) && time > yearOf2001;
    };
    if (isReliable(bytes, opcode))
        return true;
    if (ByteReader crypt = bytes; isReplayNumber(crypt) && crypt.has(wrapped))
        return true;
    return std::ranges::any_of(checkSizes, [&](std::size_t size) {
        ByteReader behind = bytes;
        return behind.has(size) && (behind.skip(size), isReplayNumber(behind)) && isReliable(behind, opcode);
    });
}

enum class Look { Other, Data, Control };
/// What a packet can be. Data has no mark but its type and that it is encrypted.
Look lookOf(Bytes packet) noexcept {
    constexpr std::size_t peerIdSize = 3, checkValue = 16, numberSize = 4;
    ByteReader bytes(packet);
    const std::uint8_t type = bytes.u8();
    const unsigned opcode = type >> 3;
    if (nameOf(opcodes, opcode).empty())
        return Look::Other;
    if (!isData(opcode))
        return isControl(bytes, opcode, type & 7U) ? Look::Control : Look::Other;
    bytes.skip(opcode == dataVersion2 ? peerIdSize : 0);
    ByteReader check = bytes; // or its end, if a number precedes it
    check.skip(numberSize);
    const bool isEncrypted =
        bytes.has(numberSize + checkValue) && !looksLikeText(packet) && !isPattern(check.take(checkValue));
    return isEncrypted ? Look::Data : Look::Other;
}

/// The same of the first packet in a segment.
Look lookOfSegment(Bytes segment) noexcept {
    ByteReader bytes(segment);
    const std::size_t length = bytes.u16();
    return length == 0 || bytes.atEnd() ? Look::Other : lookOf(bytes.take(std::min(length, bytes.remaining())));
}

void decodePacket(ByteReader& bytes, Dissection& d) {
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

bool OpenvpnDecoder::accepts(Bytes bytes, Claim) const {
    return lookOf(bytes) != Look::Other || lookOfSegment(bytes) != Look::Other;
}

bool OpenvpnDecoder::recognises(Bytes bytes, const Dissection& d) const {
    return (d.carrier().isStream ? lookOfSegment(bytes) : lookOf(bytes)) == Look::Control;
}

/// A conversation is given up when the next datagrams look like nothing of OpenVPN's; what may be data is a guess.
void OpenvpnDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (!d.carrier().isStream) {
        if (d.isLearning())
            d.assignConversation("openvpn");
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

} // namespace tapscope::openvpn
