#include <net/broadcast_address.h>

namespace tapscope {

std::optional<IpAddress> usualBroadcast(const IpPrefix& prefix) {
    constexpr unsigned longestWithBroadcast = 30;
    if (prefix.address.family != IpAddress::Family::V4 || prefix.length > longestWithBroadcast)
        return std::nullopt;
    IpAddress broadcast = prefix.address;
    for (unsigned bit = prefix.length; bit < 32; ++bit)
        broadcast.octets[bit / 8] = static_cast<std::uint8_t>(broadcast.octets[bit / 8] | 0x80U >> bit % 8);
    return broadcast;
}

} // namespace tapscope
