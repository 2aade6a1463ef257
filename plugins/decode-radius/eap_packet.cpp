#include "eap_packet.h"

#include <algorithm>

namespace tapscope {
namespace {

enum Code : std::uint8_t { Request = 1, Response };
constexpr std::array<std::uint8_t, 3> attributeMethods = {18, 23, 50}; // EAP-SIM, EAP-AKA, EAP-AKA'

/// Attributes whose lengths count words of four bytes (RFC 4187 section 8.1).
bool attributesFit(ByteReader bytes) noexcept {
    constexpr std::size_t word = 4;
    while (bytes.has(2)) {
        const std::size_t size = bytes.peek(1) * word;
        if (size == 0 || !bytes.has(size))
            return false;
        bytes.skip(size);
    }
    return bytes.atEnd();
}

std::string_view damageOf(ByteReader packet, std::uint8_t code) noexcept {
    if (code != Request && code != Response)
        return {};
    if (packet.atEnd())
        return "its EAP message has no type";
    const std::uint8_t type = packet.u8();
    if (std::ranges::find(attributeMethods, type) == attributeMethods.end())
        return {};
    packet.skip(3); // subtype, reserved
    return packet.overrun() || !attributesFit(packet) ? "an attribute of its EAP message does not fit" : "";
}

} // namespace

void EapPacket::append(Bytes piece) noexcept {
    const std::size_t taken = std::min(piece.size(), bytes_.size() - size_);
    std::ranges::copy(piece.first(taken), bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += taken;
}

std::string_view EapPacket::damage() const noexcept {
    constexpr std::size_t headerSize = 4;
    if (size_ == 0) // EAP-Start of RFC 3579 section 2.1
        return {};
    ByteReader packet(Bytes(bytes_).first(size_));
    const std::uint8_t code = packet.u8();
    packet.skip(1);
    const std::size_t length = packet.u16();
    if (packet.overrun() || length < headerSize)
        return "its EAP message is shorter than a header";
    if (length > size_)
        return "its EAP message is longer than its attributes";
    return damageOf(packet.part(length - headerSize), code);
}

} // namespace tapscope
