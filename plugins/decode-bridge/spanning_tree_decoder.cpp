#include "bridge_decoders.h"

#include <decode/dissection.h>

#include <array>
#include <bit>

namespace tapscope::spanning_tree {
namespace {

enum Type : std::uint8_t { Configuration = 0x00, Rapid = 0x02, TopologyChange = 0x80 };
constexpr std::array protocols = {ValueName{0, "Spanning Tree Protocol"}};
constexpr std::array versions = {ValueName{0, "Spanning Tree"}, ValueName{2, "Rapid Spanning Tree"},
                                 ValueName{3, "Multiple Spanning Tree"}, ValueName{4, "Shortest Path Tree"}};
constexpr std::array types = {ValueName{Configuration, "Configuration"},
                              ValueName{Rapid, "Rapid/Multiple Spanning Tree"},
                              ValueName{TopologyChange, "Topology Change Notification"}};
constexpr std::array roles = {ValueName{1, "Alternate or Backup"}, ValueName{2, "Root"}, ValueName{3, "Designated"}};

enum Field : std::uint16_t {
    Protocol,
    Version,
    BpduType,
    Flags,
    ChangeAcknowledged,
    Agreement,
    Forwarding,
    Learning,
    PortRole,
    Proposal,
    Change,
    RootPriority,
    RootExtension,
    Root,
    RootCost,
    BridgePriority,
    BridgeExtension,
    Bridge,
    Port,
    MessageAge,
    MaximumAge,
    Hello,
    ForwardDelay,
    Version1Length,
    Version3Length,
    ConfigFormat,
    ConfigName,
    ConfigRevision,
    ConfigDigest,
    InternalCost,
    InternalPriority,
    InternalExtension,
    InternalBridge,
    RemainingHops,
    InstanceFlags,
    InstancePriority,
    InstanceId,
    InstanceRoot,
    InstanceCost,
    InstanceBridgePriority,
    InstancePortPriority,
    InstanceHops,
    PerVlanType,
    PerVlanLength,
    PerVlanOrigin,
};
constexpr std::array fields = {
    FieldInfo{.name = "stp.protocol", .title = "Protocol Identifier", .base = Base::Hex, .values = protocols},
    FieldInfo{.name = "stp.version", .title = "Protocol Version Identifier", .values = versions},
    FieldInfo{.name = "stp.type", .title = "BPDU Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "stp.flags", .title = "BPDU flags", .base = Base::Hex},
    FieldInfo{
        .name = "stp.flags.tcack", .title = "Topology Change Acknowledgment", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "stp.flags.agreement", .title = "Agreement", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "stp.flags.forwarding", .title = "Forwarding", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "stp.flags.learning", .title = "Learning", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "stp.flags.port_role", .title = "Port Role", .values = roles, .mask = 0x0c},
    FieldInfo{.name = "stp.flags.proposal", .title = "Proposal", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "stp.flags.tc", .title = "Topology Change", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "stp.root.prio", .title = "Root Bridge Priority"},
    FieldInfo{.name = "stp.root.ext", .title = "Root Bridge System ID Extension"},
    FieldInfo{.name = "stp.root.hw", .title = "Root Bridge System ID", .type = FieldType::Mac},
    FieldInfo{.name = "stp.root.cost", .title = "Root Path Cost"},
    FieldInfo{.name = "stp.bridge.prio", .title = "Bridge Priority"},
    FieldInfo{.name = "stp.bridge.ext", .title = "Bridge System ID Extension"},
    FieldInfo{.name = "stp.bridge.hw", .title = "Bridge System ID", .type = FieldType::Mac},
    FieldInfo{.name = "stp.port", .title = "Port identifier", .base = Base::Hex},
    FieldInfo{.name = "stp.msg_age", .title = "Message Age", .type = FieldType::Double},
    FieldInfo{.name = "stp.max_age", .title = "Max Age", .type = FieldType::Double},
    FieldInfo{.name = "stp.hello", .title = "Hello Time", .type = FieldType::Double},
    FieldInfo{.name = "stp.forward", .title = "Forward Delay", .type = FieldType::Double},
    FieldInfo{.name = "stp.version_1_length", .title = "Version 1 Length"},
    FieldInfo{.name = "mstp.version_3_length", .title = "Version 3 Length"},
    FieldInfo{.name = "mstp.config_format_selector", .title = "MST Config ID format selector"},
    FieldInfo{.name = "mstp.config_name", .title = "MST Config name", .type = FieldType::Text},
    FieldInfo{.name = "mstp.config_revision_level", .title = "MST Config revision"},
    FieldInfo{.name = "mstp.config_digest", .title = "MST Config digest", .type = FieldType::ByteString},
    FieldInfo{.name = "mstp.cist_internal_root_path_cost", .title = "CIST Internal Root Path Cost"},
    FieldInfo{.name = "mstp.cist_bridge.prio", .title = "CIST Bridge Priority"},
    FieldInfo{.name = "mstp.cist_bridge.ext", .title = "CIST Bridge Identifier System ID Extension"},
    FieldInfo{.name = "mstp.cist_bridge.hw", .title = "CIST Bridge Identifier System ID", .type = FieldType::Mac},
    FieldInfo{.name = "mstp.cist_remaining_hops", .title = "CIST Remaining hops"},
    FieldInfo{.name = "mstp.msti.flags", .title = "MSTI flags", .base = Base::Hex},
    FieldInfo{.name = "mstp.msti.priority", .title = "Priority", .base = Base::Hex, .hexDigits = 1, .mask = 0xf000},
    FieldInfo{.name = "mstp.msti.msti_id", .title = "MSTID", .mask = 0x0fff},
    FieldInfo{.name = "mstp.msti.root.hw", .title = "Regional Root", .type = FieldType::Mac},
    FieldInfo{.name = "mstp.msti.root_cost", .title = "Internal root path cost"},
    FieldInfo{.name = "mstp.msti.bridge_priority", .title = "Bridge Identifier Priority"},
    FieldInfo{.name = "mstp.msti.port_priority", .title = "Port identifier priority"},
    FieldInfo{.name = "mstp.msti.remaining_hops", .title = "Remaining hops"},
    FieldInfo{.name = "stp.pvst.tlvtype", .title = "Type"},
    FieldInfo{.name = "stp.pvst.tlvlen", .title = "Length"},
    FieldInfo{.name = "stp.pvst.origvlan", .title = "Originating VLAN"},
};
constexpr std::array hooks = {Hook{"llc.dsap", 0x42}, Hook{"llc.snap_pid", 0x000c'010b}, Hook{"ethertype", 0x8181}};
const ProtocolInfo info = {
    .abbreviation = "stp", .title = "Spanning Tree Protocol", .column = "STP", .fields = fields, .hooks = hooks};

struct Identifier {
    unsigned priority = 0, extension = 0;
    Bytes mac;
};

/// Eight bytes: four bits of priority, twelve of system ID extension, a MAC address.
Identifier identifier(ByteReader& bytes, Dissection& d, Field priority, Field extension, Field mac) {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const unsigned number = bytes.u16();
    if (!bytes.overrun()) {
        d.add(priority, {at, 2}, number & 0xf000U);
        d.add(extension, {at, 2}, number & 0x0fffU);
    }
    return {number & 0xf000U, number & 0x0fffU, d.mac(bytes, mac)};
}

/// In 1/256 seconds.
void time(ByteReader& bytes, Dissection& d, Field field) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t ticks = bytes.u16();
    if (!bytes.overrun())
        d.add(field, range, std::bit_cast<std::uint64_t>(ticks / 256.0));
}

void instance(ByteReader& bytes, Dissection& d) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, InstanceFlags);
    const auto nest = d.nest();
    d.addBits({ChangeAcknowledged, Agreement, Forwarding, Learning, PortRole, Proposal, Change}, range, flags);
    d.addBits({InstancePriority, InstanceId}, {range.offset + 1, 2}, bytes.u16());
    d.mac(bytes, InstanceRoot);
    d.u32(bytes, InstanceCost);
    const ByteRange priorities{static_cast<std::uint32_t>(bytes.offset()), 1};
    d.add(InstanceBridgePriority, priorities, bytes.u8() >> 4);
    d.add(InstancePortPriority, {priorities.offset + 1, 1}, bytes.u8() >> 4);
    d.u8(bytes, InstanceHops);
}

void multipleTrees(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t nameSize = 32, digestSize = 16, common = 64, instanceSize = 16;
    const std::uint16_t length = d.u16(bytes, Version3Length);
    if (length < common) {
        if (length != 0) // left there by older bridges
            d.malformed("its length is shorter than what all trees share");
        return;
    }
    d.u8(bytes, ConfigFormat);
    d.text(bytes, ConfigName, nameSize);
    d.u16(bytes, ConfigRevision);
    d.data(bytes, ConfigDigest, digestSize);
    d.u32(bytes, InternalCost);
    identifier(bytes, d, InternalPriority, InternalExtension, InternalBridge);
    d.u8(bytes, RemainingHops);
    const bool isWhole = bytes.has(length - common);
    ByteReader instances = bytes.part(length - common);
    while (instances.has(instanceSize))
        instance(instances, d);
    if (!isWhole)
        bytes.setOverrun();
    else if (!instances.atEnd())
        d.malformed("its length is not that of a whole number of trees");
}

void perVlan(ByteReader& bytes, Dissection& d) {
    constexpr std::uint16_t origin = 0;
    if (bytes.atEnd())
        return;
    bytes.skip(1); // padding
    while (bytes.has(4)) {
        const std::uint16_t type = d.u16(bytes, PerVlanType);
        const std::uint16_t length = d.u16(bytes, PerVlanLength);
        ByteReader value = bytes.part(length);
        if (type == origin)
            d.u16(value, PerVlanOrigin);
    }
}

} // namespace

const ProtocolInfo& SpanningTreeDecoder::protocol() const noexcept {
    return info;
}

void SpanningTreeDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.u16(bytes, Protocol);
    const std::uint8_t version = d.u8(bytes, Version);
    const std::uint8_t type = d.u8(bytes, BpduType);
    if (bytes.overrun())
        return;
    if (type == TopologyChange) {
        d.info("Topology Change Notification");
        return;
    }
    if (type != Configuration && type != Rapid) {
        d.info("Unknown BPDU type ({})", type);
        return;
    }
    const ByteRange flagsRange{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, Flags);
    {
        const auto nest = d.nest();
        if (type == Configuration)
            d.addBits({ChangeAcknowledged, Change}, flagsRange, flags);
        else
            d.addBits({ChangeAcknowledged, Agreement, Forwarding, Learning, PortRole, Proposal, Change}, flagsRange,
                      flags);
    }
    const Identifier root = identifier(bytes, d, RootPriority, RootExtension, Root);
    const std::uint32_t cost = d.u32(bytes, RootCost);
    identifier(bytes, d, BridgePriority, BridgeExtension, Bridge);
    const std::uint16_t port = d.u16(bytes, Port);
    if (bytes.overrun())
        return;
    if (d.wantsColumns())
        d.info("{} {}Root = {}/{}/{}  Cost = {}  Port = 0x{:04x}",
               type == Configuration ? "Conf."
               : version >= 4        ? "SPT."
               : version == 3        ? "MST."
                                     : "RST.",
               (flags & 1U) != 0 ? "TC + " : "", root.priority, root.extension,
               ColumnText(ColumnAddress::mac(root.mac)).view(), cost, port);
    time(bytes, d, MessageAge);
    time(bytes, d, MaximumAge);
    time(bytes, d, Hello);
    time(bytes, d, ForwardDelay);
    if (type == Configuration) {
        perVlan(bytes, d);
        return;
    }
    d.u8(bytes, Version1Length);
    if (version >= 3 && bytes.has(2))
        multipleTrees(bytes, d);
}

} // namespace tapscope::spanning_tree
