#include <base/internet_checksum.h>

namespace tapscope {

InternetChecksum& InternetChecksum::add(Bytes bytes) noexcept {
    std::size_t i = 0;
    for (; i + 1 < bytes.size(); i += 2)
        sum_ += std::to_integer<std::uint64_t>(bytes[i]) << 8 | std::to_integer<std::uint64_t>(bytes[i + 1]);
    if (i < bytes.size())
        sum_ += std::to_integer<std::uint64_t>(bytes[i]) << 8;
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
    std::uint64_t sum = sum_;
    while (sum >> 16 != 0)
        sum = (sum & 0xffffU) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

} // namespace tapscope
