#include "netlink_messages.h"

#include <algorithm>

namespace tapscope::netlink {
namespace {

constexpr std::size_t headSize = 16;

/// Whether the length at the beginning of these bytes is plausible only in network byte order.
bool isBigEndian(ByteReader bytes) {
    const std::size_t available = bytes.remaining();
    const auto fits = [&](std::uint64_t length) { return length >= headSize && length <= available; };
    ByteReader other = bytes;
    return !fits(bytes.little(4)) && fits(other.big(4));
}

} // namespace

void messages(ByteReader& bytes, Dissection& d, std::span<const ValueName> types, ReadBody readBody) {
    const bool isBig = isBigEndian(ByteReader(bytes.rest()));
    bool isFirst = true;
    while (!bytes.atEnd()) {
        NativeReader head(bytes, isBig);
        const std::uint64_t length = head.number(d, Length, 4);
        const auto type = static_cast<std::uint16_t>(head.number(d, Type, 2));
        const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 2};
        const std::uint64_t flags = head.number(d, Flags, 2);
        if (bytes.overrun())
            return;
        {
            const auto nest = d.nest();
            d.addBits({Request, Multipart, Acknowledge, Echo}, at, flags);
        }
        head.number(d, Sequence, 4);
        head.number(d, Port, 4);
        if (bytes.overrun())
            return;
        const std::string_view name = nameOf(types, type, "Unknown");
        if (isFirst)
            d.info("{}", name);
        else
            d.infoAppend(", {}", name);
        isFirst = false;
        if (length < headSize) {
            d.malformed("a message is shorter than its header");
            return;
        }
        if (!bytes.has(length - headSize)) {
            bytes.setOverrun();
            return;
        }
        ByteReader content = bytes.part(length - headSize);
        NativeReader body(content, isBig);
        if (type == errorMessage)
            body.number(d, ErrorCode, 4);
        else
            readBody(type, body, d);
        if (content.overrun())
            d.malformed("a message is shorter than its fields");
        if (!content.atEnd())
            d.data(content, Data, content.remaining());
        if (const std::size_t over = length % 4; over != 0 && !bytes.atEnd())
            d.data(bytes, Padding, std::min(4 - over, bytes.remaining()));
    }
}

} // namespace tapscope::netlink
