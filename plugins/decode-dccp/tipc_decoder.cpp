#include "dccp_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::tipc {
namespace {

constexpr std::array users = {
    ValueName{0, "Low Priority Payload Data"},     ValueName{1, "Normal Priority Payload Data"},
    ValueName{2, "High Priority Payload Data"},    ValueName{3, "Non-Rejectable Payload Data"},
    ValueName{5, "Broadcast Maintenance"},         ValueName{6, "Message Bundler Protocol"},
    ValueName{7, "Link State Management"},         ValueName{8, "Connection Manager Protocol"},
    ValueName{9, "Route Distribution Protocol"},   ValueName{10, "Link Changeover Protocol"},
    ValueName{11, "Name Table Distribution"},      ValueName{12, "Message Fragmentation Protocol"},
    ValueName{13, "Neighbour Discovery Protocol"}, ValueName{14, "Crypto"}};

enum Field : std::uint16_t {
    Version,
    User,
    HeaderSize,
    NonSequenced,
    MessageSize,
    Word1,
    AckSequence,
    LinkSequence,
    Node,
    Rest,
    Data
};
constexpr std::array fields = {
    FieldInfo{.name = "tipc.ver", .title = "Version", .mask = 0xe0000000},
    FieldInfo{.name = "tipc.usr", .title = "User", .values = users, .mask = 0x1e000000},
    FieldInfo{.name = "tipc.hdr_size", .title = "Header size", .mask = 0x01e00000, .unit = " words"},
    FieldInfo{.name = "tipc.non_sequenced", .title = "Non-sequenced", .type = FieldType::Boolean, .mask = 0x00100000},
    FieldInfo{.name = "tipc.msg_size", .title = "Message size", .mask = 0x0001ffff},
    FieldInfo{.name = "tipc.w1", .title = "Word 1", .base = Base::Hex},
    FieldInfo{.name = "tipc.ack_link_lev_seq", .title = "Acknowledged link level sequence number", .mask = 0xffff0000},
    FieldInfo{.name = "tipc.link_lev_seq", .title = "Link level sequence number", .mask = 0x0000ffff},
    FieldInfo{.name = "tipc.prevnode", .title = "Previous processor", .base = Base::Hex},
    FieldInfo{.name = "tipc.header", .title = "Further words", .type = FieldType::ByteString},
    FieldInfo{.name = "tipc.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ethertype", 0x88ca}, Hook{"udp.port", 6118}};
const ProtocolInfo info = {.abbreviation = "tipc", .title = "TIPC", .column = "TIPC", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& TipcDecoder::protocol() const noexcept {
    return info;
}

void TipcDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t common = 16;
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint32_t first = bytes.u32();
    if (bytes.overrun())
        return;
    d.addBits({Version, User, HeaderSize, NonSequenced, MessageSize}, {at, 4}, first);
    d.info("{}", nameOf(users, first >> 25 & 15U, "Unknown"));
    d.u32(bytes, Word1);
    const std::uint32_t sequences = bytes.u32();
    if (bytes.overrun())
        return;
    d.addBits({AckSequence, LinkSequence}, {at + 8, 4}, sequences);
    const std::uint32_t node = d.u32(bytes, Node);
    if (bytes.overrun())
        return;
    if (d.wantsColumns()) {
        std::array<char, 16> text{};
        const auto written =
            fmt::format_to_n(text.data(), text.size(), "{}.{}.{}", node >> 24, node >> 12 & 0xfffU, node & 0xfffU);
        d.columnAddresses(ColumnAddress::text({text.data(), std::min(written.size, text.size())}),
                          d.destinationColumn());
    }
    const std::size_t header = (first >> 21 & 15U) * 4U;
    const std::size_t size = first & 0x1ffffU;
    if (header > common)
        d.data(bytes, Rest, header - common);
    const std::size_t read = std::max(header, common);
    if (const std::size_t left = std::min(size > read ? size - read : 0, bytes.remaining()); left != 0)
        d.data(bytes, Data, left);
    d.layerLength(bytes.position());
}

} // namespace tapscope::tipc
