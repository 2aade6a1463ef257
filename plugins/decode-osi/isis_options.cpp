#include "isis_fields.h"

namespace tapscope::isis {

void sharedOption(std::uint8_t code, ByteReader& value, Dissection& d, const SharedFields& fields) {
    enum Code : std::uint8_t { Areas = 1, Protocols = 129, Ipv4 = 132, Topologies = 229, Ipv6 = 232 };
    switch (code) {
    case Areas:
        while (!value.atEnd() && !value.overrun()) {
            const std::size_t size = d.u8(value, fields.areaLength);
            if (size != 0)
                d.data(value, fields.area, size);
        }
        break;
    case Protocols:
        while (!value.atEnd())
            d.u8(value, fields.protocol);
        break;
    case Ipv4:
        while (value.has(4))
            d.ipv4(value, fields.ipv4);
        break;
    case Topologies:
        while (value.has(2))
            d.u16(value, fields.topology);
        break;
    case Ipv6:
        while (value.has(16))
            d.ipv6(value, fields.ipv6);
        break;
    default:
        break;
    }
}

} // namespace tapscope::isis
