#include "netlink_decoders.h"
#include "netlink_messages.h"

#include <algorithm>

namespace tapscope::netlink {
namespace {

using namespace netlink;

constexpr std::array families = {
    ValueName{0, "Route"},      ValueName{2, "Userspace"},       ValueName{4, "Socket monitoring"},
    ValueName{6, "XFRM"},       ValueName{7, "SELinux"},         ValueName{9, "Audit"},
    ValueName{12, "Netfilter"}, ValueName{15, "Kobject uevent"}, ValueName{16, "Generic"}};
constexpr std::array types = {ValueName{1, "Noop"}, ValueName{2, "Error"}, ValueName{3, "Done"},
                              ValueName{4, "Overrun"}};
enum Own : std::uint16_t { Unused = FirstOwn, Hardware, Reserved, Family };
const auto fields = [] {
    std::array<FieldInfo, FirstOwn + 4> all{};
    std::ranges::copy(commonFields(types, {}), all.begin());
    all[Unused] = {.name = "netlink.pkttype", .title = "Packet type"};
    all[Hardware] = {.name = "netlink.hatype", .title = "Link-layer address type"};
    all[Reserved] = {.name = "netlink.unused", .title = "Unused", .type = FieldType::ByteString};
    all[Family] = {.name = "netlink.family", .title = "Family", .base = Base::Hex, .values = families};
    return all;
}();
enum Table : std::uint8_t { ByFamily };
constexpr std::array<std::string_view, 1> tables = {"netlink.protocol"};
constexpr std::array hooks = {Hook{"linktype", 253}};
const ProtocolInfo info = {.abbreviation = "netlink",
                           .title = "Linux netlink (cooked header)",
                           .column = "Netlink",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& NetlinkDecoder::protocol() const noexcept {
    return info;
}

void NetlinkDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint16_t route = 0;
    d.u16(bytes, Unused);
    d.u16(bytes, Hardware);
    d.data(bytes, Reserved, 10);
    const std::uint16_t family = d.u16(bytes, Family);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(families, family, "Unknown"));
    if (family == route) {
        d.layerLength(bytes.position());
        d.next(ByFamily, family, ByteReader(bytes.rest(), bytes.offset()));
        return;
    }
    messages(bytes, d, types, [](std::uint16_t, NativeReader&, Dissection&) {});
}

} // namespace tapscope::netlink
