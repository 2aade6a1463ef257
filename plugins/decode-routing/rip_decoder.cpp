#include "routing_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::rip {
namespace {

constexpr std::array commands = {ValueName{1, "Request"}, ValueName{2, "Response"}, ValueName{3, "Traceon"},
                                 ValueName{4, "Traceoff"}, ValueName{5, "Vendor specific (Sun)"}};
constexpr std::array versions = {ValueName{1, "RIPv1"}, ValueName{2, "RIPv2"}};
constexpr std::uint16_t internet = 2, authentication = 0xffff;
constexpr std::array families = {ValueName{0, "Unspecified"}, ValueName{internet, "IP"}};

enum Field : std::uint16_t {
    Command,
    Version,
    Domain,
    Family,
    Tag,
    Address,
    Netmask,
    NextHop,
    Metric,
    AuthenticationType,
    Password,
    Other,
};
constexpr std::array fields = {
    FieldInfo{.name = "rip.command", .title = "Command", .values = commands},
    FieldInfo{.name = "rip.version", .title = "Version", .values = versions},
    FieldInfo{.name = "rip.routing_domain", .title = "Routing Domain"},
    FieldInfo{.name = "rip.family", .title = "Address Family", .values = families},
    FieldInfo{.name = "rip.route_tag", .title = "Route Tag"},
    FieldInfo{.name = "rip.ip", .title = "IP Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "rip.netmask", .title = "Netmask", .type = FieldType::Ipv4},
    FieldInfo{.name = "rip.next_hop", .title = "Next Hop", .type = FieldType::Ipv4},
    FieldInfo{.name = "rip.metric", .title = "Metric"},
    FieldInfo{.name = "rip.auth.type", .title = "Authentication type"},
    FieldInfo{.name = "rip.auth.passwd", .title = "Password", .type = FieldType::Text},
    FieldInfo{.name = "rip.authentication_data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 520}};
const ProtocolInfo info = {
    .abbreviation = "rip", .title = "Routing Information Protocol", .column = "RIP", .fields = fields, .hooks = hooks};

void entry(ByteReader& bytes, Dissection& d, bool isVersion2) {
    constexpr std::size_t bodySize = 18;
    const std::uint16_t family = d.u16(bytes, Family);
    if (family == authentication) {
        constexpr std::uint16_t simplePassword = 2;
        const std::uint16_t type = d.u16(bytes, AuthenticationType);
        if (type == simplePassword)
            d.text(bytes, Password, bodySize - 2);
        else
            d.data(bytes, Other, bodySize - 2);
        return;
    }
    if (family == 0) { // requests all routes
        bytes.skip(bodySize - 4);
        d.u32(bytes, Metric);
        return;
    }
    if (family != internet) {
        d.data(bytes, Other, bodySize);
        return;
    }
    if (isVersion2)
        d.u16(bytes, Tag);
    else
        bytes.skip(2);
    d.ipv4(bytes, Address);
    if (isVersion2) {
        d.ipv4(bytes, Netmask);
        d.ipv4(bytes, NextHop);
    } else {
        bytes.skip(8);
    }
    d.u32(bytes, Metric);
}

} // namespace

const ProtocolInfo& RipDecoder::protocol() const noexcept {
    return info;
}

void RipDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t command = d.u8(bytes, Command);
    const std::uint8_t version = d.u8(bytes, Version);
    if (bytes.overrun())
        return;
    d.columnProtocol(nameOf(versions, version, "RIP"));
    d.info("{}", nameOf(commands, command, "Unknown command"));
    if (version == 2)
        d.u16(bytes, Domain);
    else
        bytes.skip(2);
    while (!bytes.atEnd())
        entry(bytes, d, version == 2);
}

} // namespace tapscope::rip
