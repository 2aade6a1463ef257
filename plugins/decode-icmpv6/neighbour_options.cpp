#include "neighbour_options.h"

namespace tapscope::icmpv6 {
namespace {

constexpr std::uint8_t sourceAddress = 1, targetAddress = 2, prefixInformation = 3, mtu = 5;

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
            d.u8(option, OptionPrefixLength);
            option.skip(13);
            d.ipv6(option, OptionPrefix);
            break;
        case mtu:
            option.skip(2);
            d.u32(option, OptionMtu);
            break;
        default:
            d.data(option, OptionData, option.remaining());
        }
    }
    return linkAddress;
}

} // namespace tapscope::icmpv6
