#pragma once

#include <decode/dissection.h>

namespace tapscope::signalling {

inline constexpr std::size_t messageHead = 8, objectHead = 4;

/// The objects of a message of RSVP or LMP, whose header of eight octets contains the length. An object has a header of
/// four octets with its total length: `readHead(ByteReader&)` adds its fields and returns that length.
template <typename ReadHead>
void decodeObjects(ByteReader& bytes, Dissection& d, std::size_t messageLength, Dissection::Field data,
                   ReadHead readHead) {
    if (messageLength < messageHead) {
        d.malformed("its length is shorter than its header");
        return;
    }
    ByteReader objects = bytes.part(messageLength - messageHead);
    const bool isWhole = objects.remaining() + messageHead == messageLength;
    while (!objects.atEnd()) {
        const std::size_t length = readHead(objects);
        if (objects.overrun())
            break;
        if (length < objectHead) {
            d.malformed("an object is shorter than its header");
            return;
        }
        if (length > objectHead)
            d.data(objects, data, length - objectHead);
    }
    if (!isWhole || objects.overrun())
        bytes.setOverrun();
}

} // namespace tapscope::signalling
