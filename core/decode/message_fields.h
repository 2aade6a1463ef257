#pragma once

#include <decode/dissection.h>

#include <algorithm>
#include <string_view>

namespace tapscope {

/// Functions that decoders of application protocols share.

/// Reads text up to a zero octet, which belongs to the field. If there is none, the text continues beyond these bytes:
/// overrun.
inline std::string_view textToZero(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const Bytes rest = bytes.rest();
    const auto length = static_cast<std::size_t>(std::ranges::find(rest, std::byte{0}) - rest.begin());
    const bool isEnded = length < rest.size();
    const std::string_view text = d.text(bytes, field, length + (isEnded ? 1 : 0));
    if (!isEnded)
        bytes.setOverrun();
    return text.substr(0, length);
}

/// Reads a number of `size` octets, most significant first, and text of that length.
inline std::string_view countedText(ByteReader& bytes, Dissection& d, Dissection::Field length, Dissection::Field field,
                                    std::size_t size) {
    return d.text(bytes, field, d.uint(bytes, length, size));
}

/// Reads a number of `size` octets in two's complement, most significant first, and extends its sign.
inline std::int64_t signedNumber(ByteReader& bytes, Dissection& d, Dissection::Field field, std::size_t size) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
    const auto sign = std::uint64_t{1} << (8 * size - 1);
    const std::uint64_t number = (bytes.big(size) ^ sign) - sign;
    if (bytes.overrun())
        return 0;
    d.add(field, range, number);
    return static_cast<std::int64_t>(number);
}

/// Whether this frame goes to the server: to `port`, or to the lower port if neither end has it.
[[nodiscard]] inline bool isToServer(const Dissection& d, std::uint32_t port) noexcept {
    const auto& carrier = d.carrier();
    if (carrier.destinationPort == port || carrier.sourcePort == port)
        return carrier.destinationPort == port;
    return carrier.destinationPort < carrier.sourcePort;
}

/// Returns the range of the next `size` octets of `bytes`.
[[nodiscard]] inline ByteRange rangeAhead(const ByteReader& bytes, std::size_t size) noexcept {
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(std::min(size, bytes.remaining()))};
}

} // namespace tapscope
