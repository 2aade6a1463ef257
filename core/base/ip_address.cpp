#include <base/ip_address.h>

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>

namespace tapscope {

Result<IpAddress> IpAddress::parse(std::string_view text) {
    const std::string terminated(text);
    IpAddress address;
    if (terminated.size() == text.size() && inet_pton(AF_INET, terminated.c_str(), address.octets.data()) == 1)
        return address;
    address.octets = {};
    address.family = Family::V6;
    if (inet_pton(AF_INET6, terminated.c_str(), address.octets.data()) == 1)
        return address;
    return failure(ErrorKind::Invalid, "read the address", text, "it is neither IPv4 nor IPv6",
                   "Write it like 10.9.0.1 or fd09::1");
}

std::string IpAddress::text() const {
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    inet_ntop(family == Family::V4 ? AF_INET : AF_INET6, octets.data(), buffer.data(), buffer.size());
    return buffer.data();
}

Result<IpPrefix> IpPrefix::parse(std::string_view text) {
    const auto slash = text.find('/');
    auto address = IpAddress::parse(text.substr(0, slash));
    if (!address)
        return std::unexpected(address.error());
    const auto longest = static_cast<std::uint8_t>(address->size() * 8);
    IpPrefix prefix{*address, longest};
    if (slash == std::string_view::npos)
        return prefix;
    const auto digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix.length);
    if (error != std::errc{} || end != digits.data() + digits.size() || prefix.length > longest)
        return failure(ErrorKind::Invalid, "read the prefix length of", text, "it is not a number of bits",
                       fmt::format("Write /0 to /{}", longest));
    return prefix;
}

std::string IpPrefix::text() const {
    return fmt::format("{}/{}", address.text(), length);
}

} // namespace tapscope
