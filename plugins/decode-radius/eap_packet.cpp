#include "eap_packet.h"

#include <decode/dissection.h>

#include <algorithm>

namespace tapscope {

ByteReader eapPacketIn(ByteReader attributes, Dissection& d) {
    constexpr std::size_t head = 2;
    constexpr std::uint8_t eapMessage = 79;
    ByteReader first;
    std::span<std::byte> joined; // if there are several
    std::size_t size = 0;
    const auto append = [&](const ByteReader& piece) {
        std::ranges::copy(piece.rest(), joined.begin() + static_cast<std::ptrdiff_t>(size));
        size += piece.remaining();
    };
    while (attributes.has(head)) {
        const std::uint8_t type = attributes.u8();
        const std::size_t length = attributes.u8();
        if (length < head || !attributes.has(length - head))
            break;
        const ByteReader piece = attributes.part(length - head);
        if (type != eapMessage)
            continue;
        if (first.atEnd()) {
            first = piece;
            continue;
        }
        if (joined.empty()) {
            joined = d.derive(first.remaining() + piece.remaining() + attributes.remaining());
            append(first);
        }
        append(piece);
    }
    return joined.empty() ? first : ByteReader(joined.first(size), first.offset());
}

} // namespace tapscope
