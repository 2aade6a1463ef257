#include "neighbour_options.h"

namespace tapscope::icmpv6 {
namespace {

constexpr std::uint8_t sourceAddress = 1, targetAddress = 2, prefixInformation = 3, mtu = 5, dnsServers = 25;

void decodePrefix(ByteReader& option, Dissection& d) {
    d.u8(option, OptionPrefixLength);
    const ByteRange range{static_cast<std::uint32_t>(option.offset()), 1};
    const std::uint8_t flags = d.u8(option, PrefixFlags);
    d.addBits({PrefixOnLink, PrefixAutonomous, PrefixRouter}, range, flags);
    d.u32(option, PrefixValid);
    d.u32(option, PrefixPreferred);
    d.data(option, OptionReserved, 4);
    d.ipv6(option, OptionPrefix);
}

} // namespace

Bytes decodeNeighbourOptions(ByteReader& bytes, Dissection& d) {
    Bytes linkAddress;
    while (!bytes.atEnd()) {
        const std::uint8_t type = d.u8(bytes, OptionType);
        const auto nest = d.nest();
        const std::size_t size = d.u8(bytes, OptionLength) * 8U;
        if (bytes.overrun() || size < 2 || !bytes.has(size - 2)) {
            d.malformed("an option's length does not fit");
            return linkAddress;
        }
        ByteReader option = bytes.part(size - 2);
        switch (type) {
        case sourceAddress:
        case targetAddress:
            linkAddress = d.mac(option, OptionMac);
            break;
        case prefixInformation:
            decodePrefix(option, d);
            break;
        case mtu:
            d.data(option, OptionReserved, 2);
            d.u32(option, OptionMtu);
            break;
        case dnsServers:
            d.data(option, OptionReserved, 2);
            d.u32(option, DnsLifetime);
            while (option.has(16))
                d.ipv6(option, DnsServer);
            break;
        default:
            break;
        }
        if (!option.atEnd())
            d.data(option, OptionData, option.remaining());
    }
    return linkAddress;
}

} // namespace tapscope::icmpv6
