#include "stun_decoder.h"

#include "stun_attributes.h"

#include <array>

namespace tapscope::stun {
namespace {

using namespace stun;

constexpr std::array hooks = {Hook{"udp.port", 3478}, Hook{"tcp.port", 3478}};
constexpr std::array<std::string_view, 2> heuristics = {"udp.port", "tcp.port"};
const ProtocolInfo info = {.abbreviation = "stun",
                           .title = "Session Traversal Utilities for NAT",
                           .column = "STUN",
                           .fields = fields,
                           .hooks = hooks,
                           .heuristics = heuristics,
                           .learns = true};

constexpr std::array methods = {ValueName{1, "Binding"},
                                ValueName{2, "SharedSecret"},
                                ValueName{3, "Allocate"},
                                ValueName{4, "Refresh"},
                                ValueName{6, "Send"},
                                ValueName{7, "Data"},
                                ValueName{8, "CreatePermission"},
                                ValueName{9, "Channel-Bind"},
                                ValueName{10, "Connect"},
                                ValueName{11, "ConnectionBind"},
                                ValueName{12, "ConnectionAttempt"},
                                ValueName{0x80, "GooglePing"}};
constexpr std::array classNames = {ValueName{0, "Request"}, ValueName{1, "Indication"},
                                   ValueName{2, "Success Response"}, ValueName{3, "Error Response"}};
constexpr std::size_t headerLength = 20, channelHeader = 4;
constexpr std::size_t attributeUnit = 4; // attributes are padded (RFC 8489 section 5)

bool isChannelData(const ByteReader& bytes) noexcept {
    return (bytes.peek() & 0xc0) == 0x40; // RFC 8656 section 12
}

/// RFC 8489 section 5: the bits of the method surround those of the class.
unsigned methodOf(unsigned type) noexcept {
    return (type & 0x0fU) | (type >> 1 & 0x70U) | (type >> 2 & 0x0f80U);
}

/// Whether a whole message of a registered method begins here: others are proprietary, and only look like STUN.
bool isMessage(ByteReader bytes) noexcept {
    if (!bytes.has(headerLength) || (bytes.peek() & 0xc0) != 0)
        return false;
    if (nameOf(methods, methodOf(bytes.u16())).empty())
        return false;
    const std::uint16_t length = bytes.u16();
    return bytes.u32() == magicCookie && bytes.has(12U + length);
}

void decodeMessage(ByteReader& bytes, Dissection& d) {
    const ByteRange typeRange{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t type = d.u16(bytes, Type);
    const unsigned kind = (type >> 4 & 1U) | (type >> 7 & 2U);
    const unsigned method = methodOf(type);
    const std::string_view methodName = nameOf(methods, method, "Unknown");
    const std::string_view className = nameOf(classNames, kind);
    d.label("Message Type: 0x{:04x} ({} {})", type, methodName, className);
    {
        const auto nest = d.nest();
        d.add(TypeClass, typeRange, kind);
        d.add(TypeMethod, typeRange, method);
        d.label("Message Method: {} (0x{:04x})", methodName, method);
    }
    const std::uint16_t length = d.u16(bytes, Length);
    d.data(bytes, Cookie, 4);
    const Bytes id = d.data(bytes, TransactionId, 12);
    d.info("{} {}", methodName, className);
    const std::string_view damage = decodeAttributes(bytes.part(length), id, d);
    if (length % attributeUnit != 0)
        d.malformed("its length is not a multiple of 4");
    else if (!damage.empty())
        d.malformed(damage);
}

void decodeChannelData(ByteReader& bytes, Dissection& d) {
    d.u16(bytes, Channel);
    const std::uint16_t length = d.u16(bytes, Length);
    d.info("ChannelData TURN Message");
    d.nextAsData(bytes.part(length));
    bytes.skip(bytes.remaining()); // padding
}

} // namespace

const ProtocolInfo& StunDecoder::protocol() const noexcept {
    return info;
}

bool StunDecoder::accepts(Bytes bytes, Claim claim) const {
    static_cast<void>(claim);
    const ByteReader reader(bytes);
    if (isMessage(reader))
        return true;
    const auto length = static_cast<std::size_t>(reader.peek(2) << 8 | reader.peek(3));
    // Nothing but padding follows the data.
    return isChannelData(reader) && reader.has(channelHeader + length) && bytes.size() - channelHeader - length < 4;
}

bool StunDecoder::recognises(Bytes bytes, const Dissection& d) const {
    static_cast<void>(d);
    return isMessage(ByteReader(bytes));
}

void StunDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (d.isLearning())
        d.assignConversation("stun");
    d.info("{}", "");
    if (isChannelData(bytes)) {
        decodeChannelData(bytes, d);
        return;
    }
    while (isMessage(bytes))
        decodeMessage(bytes, d);
}

} // namespace tapscope::stun
