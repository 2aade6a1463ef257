#include "ethernet_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::wake_on_lan {
namespace {

constexpr std::size_t syncSize = 6, macSize = 6, repetitions = 16, packetSize = syncSize + repetitions * macSize;

enum Field : std::uint16_t { Sync, Target, Password };
constexpr std::array fields = {
    FieldInfo{.name = "wol.sync", .title = "Sync stream", .type = FieldType::ByteString},
    FieldInfo{.name = "wol.mac", .title = "MAC", .type = FieldType::Mac},
    FieldInfo{.name = "wol.passwd", .title = "Password", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ethertype", 0x0842}};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "wol",
                           .title = "Wake On LAN",
                           .column = "WOL",
                           .fields = fields,
                           .hooks = hooks,
                           .heuristics = heuristics};

bool isMagic(Bytes bytes) {
    if (bytes.size() < packetSize ||
        !std::ranges::all_of(bytes.first(syncSize), [](std::byte octet) { return octet == std::byte{0xff}; }))
        return false;
    const Bytes mac = bytes.subspan(syncSize, macSize);
    if ((std::to_integer<unsigned>(mac[0]) & 1U) != 0) // a group address, which no single device has
        return false;
    for (std::size_t i = 1; i < repetitions; ++i) {
        if (!std::ranges::equal(mac, bytes.subspan(syncSize + i * macSize, macSize)))
            return false;
    }
    return true;
}

} // namespace

const ProtocolInfo& WakeOnLanDecoder::protocol() const noexcept {
    return info;
}

bool WakeOnLanDecoder::recognises(Bytes bytes, const Dissection&) const {
    return isMagic(bytes);
}

void WakeOnLanDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (!isMagic(bytes.rest())) {
        d.nextAsData(bytes);
        return;
    }
    d.data(bytes, Sync, syncSize);
    const auto target = ColumnAddress::mac(d.mac(bytes, Target));
    {
        const auto nest = d.nest();
        for (std::size_t i = 1; i < repetitions; ++i)
            d.mac(bytes, Target);
    }
    if (d.wantsColumns())
        d.info("MagicPacket for {}", ColumnText(target).view());
    constexpr std::size_t addressLike = 4;
    if (bytes.remaining() == addressLike) {
        const auto password = ColumnAddress::ipv4(static_cast<std::uint32_t>(ByteReader(bytes.rest()).u32()));
        d.data(bytes, Password, addressLike);
        if (d.wantsColumns())
            d.infoAppend(", password {}", ColumnText(password).view());
    } else if (bytes.remaining() == macSize) {
        const auto password = ColumnAddress::mac(d.mac(bytes, Password));
        if (d.wantsColumns())
            d.infoAppend(", password {}", ColumnText(password).view());
    }
}

} // namespace tapscope::wake_on_lan
