#include <decode/column_address.h>

#include <arpa/inet.h>

namespace tapscope {
namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";

char* writeMac(char* out, const std::array<std::uint8_t, 16>& octets) noexcept {
    for (std::size_t i = 0; i < 6; ++i) {
        if (i != 0)
            *out++ = ':';
        *out++ = hexDigits[octets[i] >> 4];
        *out++ = hexDigits[octets[i] & 15];
    }
    return out;
}

char* writeIpv4(char* out, const std::array<std::uint8_t, 16>& octets) noexcept {
    for (std::size_t i = 0; i < 4; ++i) {
        if (i != 0)
            *out++ = '.';
        const unsigned octet = octets[i];
        if (octet >= 100)
            *out++ = static_cast<char>('0' + octet / 100);
        if (octet >= 10)
            *out++ = static_cast<char>('0' + octet / 10 % 10);
        *out++ = static_cast<char>('0' + octet % 10);
    }
    return out;
}

} // namespace

ColumnText::ColumnText(const ColumnAddress& address) noexcept {
    char* end = text_.data();
    switch (address.kind) {
    case ColumnAddress::Kind::None:
        break;
    case ColumnAddress::Kind::Mac:
        end = writeMac(end, address.octets);
        break;
    case ColumnAddress::Kind::Ipv4:
        end = writeIpv4(end, address.octets);
        break;
    case ColumnAddress::Kind::Ipv6:
        if (inet_ntop(AF_INET6, address.octets.data(), end, static_cast<socklen_t>(text_.size())) != nullptr)
            end += std::strlen(end);
        break;
    }
    size_ = static_cast<std::size_t>(end - text_.data());
}

} // namespace tapscope
