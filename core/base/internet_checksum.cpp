#include <base/internet_checksum.h>

#include <bit>
#include <cstring>

namespace tapscope {
namespace {

std::uint64_t folded(std::uint64_t sum) noexcept {
    while (sum >> 16 != 0)
        sum = (sum & 0xffffU) + (sum >> 16);
    return sum;
}

} // namespace

InternetChecksum& InternetChecksum::add(Bytes bytes) noexcept {
    // RFC 1071 section 2 (B) and (C): words of any size may be added in the machine's byte order, and the sum swapped.
    std::uint64_t sum = 0;
    std::size_t at = 0;
    for (std::uint32_t word = 0; bytes.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, bytes.data() + at, sizeof word);
        sum += word;
    }
    if (at < bytes.size()) {
        std::uint32_t last = 0;
        std::memcpy(&last, bytes.data() + at, bytes.size() - at);
        sum += last;
    }
    const auto word = static_cast<std::uint16_t>(folded(sum));
    sum_ += std::endian::native == std::endian::little ? std::byteswap(word) : word;
    return *this;
}

InternetChecksum& InternetChecksum::addPseudoHeader(Bytes source, Bytes destination, std::uint8_t protocol,
                                                    std::size_t length) noexcept {
    add(source).add(destination).add(protocol);
    sum_ += length >> 16;
    sum_ += length & 0xffffU;
    return *this;
}

std::uint16_t InternetChecksum::value() const noexcept {
    return static_cast<std::uint16_t>(~folded(sum_));
}

} // namespace tapscope
