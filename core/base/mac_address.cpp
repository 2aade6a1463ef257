#include <base/mac_address.h>

#include <fmt/core.h>

#include <charconv>

namespace tapscope {

Result<MacAddress> MacAddress::parse(std::string_view text) {
    const auto refuse = [&] {
        return failure(ErrorKind::Invalid, "read the MAC address", text, "it is not six pairs of hex digits",
                       "Write it like 02:42:0a:09:00:01");
    };
    constexpr std::size_t length = 17;
    if (text.size() != length)
        return refuse();
    MacAddress address;
    for (std::size_t i = 0; i < address.octets.size(); ++i) {
        const char* pair = text.data() + 3 * i;
        const auto [end, error] = std::from_chars(pair, pair + 2, address.octets[i], 16);
        if (error != std::errc{} || end != pair + 2)
            return refuse();
        if (i + 1 < address.octets.size() && (pair[2] != text[2] || (pair[2] != ':' && pair[2] != '-')))
            return refuse();
    }
    return address;
}

std::string MacAddress::text() const {
    return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", octets[0], octets[1], octets[2], octets[3],
                       octets[4], octets[5]);
}

} // namespace tapscope
