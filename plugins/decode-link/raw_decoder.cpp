#include "link_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::raw {
namespace {

enum Table : std::uint8_t { Ethertype, PointToPoint };
constexpr std::array<std::string_view, 2> tables = {"ethertype", "ppp"};
constexpr std::array hooks = {Hook{"linktype", 12}, Hook{"linktype", 14}, Hook{"linktype", 101}};
const ProtocolInfo info = {
    .abbreviation = "raw", .title = "Raw packet data", .column = "N/A", .hooks = hooks, .tables = tables};

} // namespace

const ProtocolInfo& RawDecoder::protocol() const noexcept {
    return info;
}

void RawDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint32_t ipv4 = 0x0800, ipv6 = 0x86dd;
    d.info("Raw packet data");
    d.columnAddresses(noLinkAddress(), noLinkAddress());
    const ByteReader payload(bytes.rest(), bytes.offset());
    d.layerLength(0);
    if (bytes.peek() == 0xff && bytes.peek(1) == 0x03)
        d.next(PointToPoint, 0, payload);
    else if (bytes.peek() >> 4 == 4)
        d.next(Ethertype, ipv4, payload);
    else if (bytes.peek() >> 4 == 6)
        d.next(Ethertype, ipv6, payload);
    else
        d.nextAsData(payload);
}

} // namespace tapscope::raw
