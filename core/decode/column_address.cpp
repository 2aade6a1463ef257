#include <decode/column_address.h>

#include <arpa/inet.h>

namespace tapscope {
namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";

char* writeHex(char* out, Bytes octets) noexcept {
    for (const std::byte each : octets) {
        const auto octet = std::to_integer<std::uint8_t>(each);
        *out++ = hexDigits[octet >> 4];
        *out++ = hexDigits[octet & 15];
    }
    return out;
}

char* writeMac(char* out, Bytes octets) noexcept {
    for (std::size_t i = 0; i < octets.size(); ++i) {
        if (i != 0)
            *out++ = ':';
        out = writeHex(out, octets.subspan(i, 1));
    }
    return out;
}

char* writeIpv4(char* out, Bytes octets) noexcept {
    for (std::size_t i = 0; i < octets.size(); ++i) {
        if (i != 0)
            *out++ = '.';
        const auto octet = std::to_integer<unsigned>(octets[i]);
        if (octet >= 100)
            *out++ = static_cast<char>('0' + octet / 100);
        if (octet >= 10)
            *out++ = static_cast<char>('0' + octet / 10 % 10);
        *out++ = static_cast<char>('0' + octet % 10);
    }
    return out;
}

} // namespace

std::size_t writeColumnAddress(std::span<char, longestColumnAddress> out, const ColumnAddress& address) noexcept {
    char* end = out.data();
    switch (address.kind) {
    case ColumnAddress::Kind::None:
        break;
    case ColumnAddress::Kind::Mac:
        end = writeMac(end, address.bytes());
        break;
    case ColumnAddress::Kind::Ipv4:
        end = writeIpv4(end, address.bytes());
        break;
    case ColumnAddress::Kind::Ipv6:
        if (inet_ntop(AF_INET6, address.bytes().data(), end, static_cast<socklen_t>(out.size())) != nullptr)
            end += std::strlen(end);
        break;
    case ColumnAddress::Kind::Ipx: {
        constexpr std::size_t network = 4;
        end = writeHex(end, address.bytes().first(network));
        *end++ = '.';
        end = writeHex(end, address.bytes().subspan(network));
        break;
    }
    case ColumnAddress::Kind::Text:
        for (const std::byte each : address.bytes()) {
            if (each != std::byte{0})
                *end++ = std::to_integer<char>(each);
        }
        break;
    }
    return static_cast<std::size_t>(end - out.data());
}

} // namespace tapscope
