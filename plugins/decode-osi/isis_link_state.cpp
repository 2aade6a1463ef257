#include "isis_fields.h"

#include <algorithm>
#include <array>

namespace tapscope::isis::link_state {
namespace {

constexpr std::array systemTypes = {ValueName{1, "Level 1"}, ValueName{2, "Level 1 not used (2)"},
                                    ValueName{3, "Level 2"}};
constexpr std::array fields = {
    FieldInfo{.name = "isis.lsp.clv.type", .title = "Type"},
    FieldInfo{.name = "isis.lsp.clv.length", .title = "Length"},
    FieldInfo{.name = "isis.lsp.clv.value", .title = "Value", .type = FieldType::ByteString},
    FieldInfo{.name = "isis.lsp.pdu_length", .title = "PDU length"},
    FieldInfo{.name = "isis.lsp.remaining_life", .title = "Remaining lifetime"},
    FieldInfo{.name = "isis.lsp.lsp_id", .title = "LSP-ID", .type = FieldType::Text},
    FieldInfo{.name = "isis.lsp.sequence_number", .title = "Sequence number", .base = Base::Hex},
    FieldInfo{.name = "isis.lsp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{
        .name = "isis.lsp.partition_repair", .title = "Partition Repair", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "isis.lsp.att", .title = "Attachment", .mask = 0x78},
    FieldInfo{.name = "isis.lsp.overload", .title = "Overload bit", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "isis.lsp.is_type", .title = "Type of Intermediate System", .values = systemTypes, .mask = 0x03},
    FieldInfo{.name = "isis.lsp.area_length", .title = "Area address length"},
    FieldInfo{.name = "isis.lsp.area_address", .title = "Area address", .type = FieldType::ByteString},
    FieldInfo{.name = "isis.lsp.clv_nlpid.nlpid", .title = "NLPID", .base = Base::Hex, .values = networkProtocols},
    FieldInfo{.name = "isis.lsp.hostname", .title = "Hostname", .type = FieldType::Text},
    FieldInfo{.name = "isis.lsp.clv_ipv4_int_addr", .title = "IPv4 interface address", .type = FieldType::Ipv4},
    FieldInfo{.name = "isis.lsp.clv_ipv6_int_addr", .title = "IPv6 interface address", .type = FieldType::Ipv6},
    FieldInfo{.name = "isis.lsp.clv_te_router_id", .title = "Traffic Engineering Router ID", .type = FieldType::Ipv4},
    FieldInfo{.name = "isis.lsp.clv_mt", .title = "MT-ID", .base = Base::Hex},
    FieldInfo{.name = "isis.lsp.is_virtual", .title = "IsVirtual", .type = FieldType::Boolean},
    FieldInfo{.name = "isis.lsp.eis_neighbors.default_metric", .title = "Default Metric", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.eis_neighbors.delay_metric", .title = "Delay Metric", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.eis_neighbors.expense_metric", .title = "Expense Metric", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.eis_neighbors.error_metric", .title = "Error Metric", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.eis_neighbors.is_neighbor", .title = "IS Neighbor", .type = FieldType::Text},
    FieldInfo{
        .name = "isis.lsp.ext_is_reachability.is_neighbor_id", .title = "IS neighbor ID", .type = FieldType::Text},
    FieldInfo{.name = "isis.lsp.ext_is_reachability.metric", .title = "Metric"},
    FieldInfo{.name = "isis.lsp.ext_is_reachability.subclvs_length", .title = "SubCLV Length"},
    FieldInfo{.name = "isis.lsp.ext_is_reachability.code", .title = "Code"},
    FieldInfo{.name = "isis.lsp.ext_is_reachability.length", .title = "Length"},
    FieldInfo{.name = "isis.lsp.ext_is_reachability.value", .title = "Value", .type = FieldType::ByteString},
    FieldInfo{.name = "isis.lsp.ip_reachability.ipv4_prefix", .title = "IPv4 prefix", .type = FieldType::Ipv4},
    FieldInfo{.name = "isis.lsp.ip_reachability.default_metric", .title = "Default Metric", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.ip_reachability.default_metric_ie",
              .title = "Default Metric IE",
              .type = FieldType::Boolean,
              .mask = 0x40},
    FieldInfo{.name = "isis.lsp.ip_reachability.distribution",
              .title = "Distribution",
              .type = FieldType::Boolean,
              .mask = 0x80},
    FieldInfo{.name = "isis.lsp.ip_reachability.delay_metric", .title = "Delay Metric", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.ip_reachability.expense_metric", .title = "Expense Metric", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.ip_reachability.error_metric", .title = "Error Metric", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.ip_reachability.mask", .title = "Mask", .type = FieldType::Ipv4},
    FieldInfo{.name = "isis.lsp.ext_ip_reachability.metric", .title = "Metric"},
    FieldInfo{.name = "isis.lsp.ext_ip_reachability.distribution",
              .title = "Distribution",
              .type = FieldType::Boolean,
              .mask = 0x80},
    FieldInfo{
        .name = "isis.lsp.ext_ip_reachability.subtlv", .title = "Sub-TLV", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "isis.lsp.ext_ip_reachability.prefix_length", .title = "Prefix Length", .mask = 0x3f},
    FieldInfo{.name = "isis.lsp.ext_ip_reachability.ipv4_prefix", .title = "IPv4 prefix", .type = FieldType::Ipv4},
    FieldInfo{.name = "isis.lsp.ext_ip_reachability.subclvs_length", .title = "SubCLV Length"},
    FieldInfo{.name = "isis.lsp.ipv6_reachability.metric", .title = "Metric"},
    FieldInfo{.name = "isis.lsp.ipv6_reachability.distribution",
              .title = "Distribution",
              .type = FieldType::Boolean,
              .mask = 0x80},
    FieldInfo{.name = "isis.lsp.ipv6_reachability.distribution_internal",
              .title = "Distribution",
              .type = FieldType::Boolean,
              .mask = 0x40},
    FieldInfo{
        .name = "isis.lsp.ipv6_reachability.subtlv", .title = "Sub-TLV", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{
        .name = "isis.lsp.ipv6_reachability.reserved_bits", .title = "Reserved bits", .base = Base::Hex, .mask = 0x1f},
    FieldInfo{.name = "isis.lsp.ipv6_reachability.prefix_length", .title = "Prefix Length"},
    FieldInfo{.name = "isis.lsp.ipv6_reachability.ipv6_prefix", .title = "IPv6 prefix", .type = FieldType::Text},
    FieldInfo{.name = "isis.lsp.ipv6_reachability.subclvs_length", .title = "SubCLV Length"},
};
constexpr std::array hooks = {Hook{"isis.type", 18}, Hook{"isis.type", 20}};

ByteRange here(const ByteReader& bytes, std::size_t size) {
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
}

/// The first octets of an address; the rest is zero.
std::array<std::byte, 16> address(Bytes octets) {
    std::array<std::byte, 16> whole{};
    std::ranges::copy(octets.first(std::min(octets.size(), whole.size())), whole.begin());
    return whole;
}

void subOptions(ByteReader bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        d.u8(bytes, ExtendedSubCode);
        const std::size_t size = d.u8(bytes, ExtendedSubSize);
        if (size != 0)
            d.data(bytes, ExtendedSubValue, size);
    }
}

void oldNeighbors(ByteReader& value, Dissection& d) {
    d.u8(value, IsVirtual);
    while (value.has(4 + systemIdSize + 1)) {
        for (const Field metric : {NeighborMetric, NeighborDelay, NeighborExpense, NeighborError})
            d.u8(value, metric);
        systemId(value, d, NeighborId, systemIdSize + 1);
    }
}

void neighbors(ByteReader& value, Dissection& d) {
    while (!value.atEnd() && !value.overrun()) {
        systemId(value, d, ExtendedNeighbor, systemIdSize + 1);
        d.u24(value, ExtendedMetric);
        subOptions(value.part(d.u8(value, ExtendedSubLength)), d);
    }
}

void prefixes(ByteReader& value, Dissection& d) {
    while (value.has(12)) {
        const auto at = here(value, 1);
        d.addBits({PrefixMetric, PrefixExternal, PrefixDistribution}, at, value.u8());
        d.add(PrefixDelay, {at.offset + 1, 1}, value.u8());
        d.add(PrefixExpense, {at.offset + 2, 1}, value.u8());
        d.add(PrefixError, {at.offset + 3, 1}, value.u8());
        d.ipv4(value, Prefix);
        d.ipv4(value, PrefixMask);
    }
}

void widePrefixes(ByteReader& value, Dissection& d) {
    while (!value.atEnd() && !value.overrun()) {
        d.u32(value, WideMetric);
        const auto at = here(value, 1);
        const std::uint8_t control = value.u8();
        if (value.overrun())
            return;
        d.addBits({WideDistribution, WideHasSub, WideLength}, at, control);
        const std::size_t size = ((control & 0x3fU) + 7U) / 8U;
        const auto range = here(value, size);
        const auto whole = address(value.take(size));
        if (size != 0 && !value.overrun())
            d.add(WidePrefix, range, ByteReader(whole).u32());
        if ((control & 0x40U) != 0)
            subOptions(value.part(d.u8(value, WideSubLength)), d);
    }
}

void prefixes6(ByteReader& value, Dissection& d) {
    while (!value.atEnd() && !value.overrun()) {
        d.u32(value, Prefix6Metric);
        const auto at = here(value, 1);
        const std::uint8_t control = value.u8();
        d.addBits({Prefix6Distribution, Prefix6Internal, Prefix6HasSub, Prefix6Reserved}, at, control);
        const std::size_t length = d.u8(value, Prefix6Length);
        const std::size_t size = (length + 7) / 8;
        const auto range = here(value, size);
        const auto whole = address(value.take(size));
        if (value.overrun())
            return;
        if (size != 0)
            d.addText(Prefix6, range, ColumnText(ColumnAddress::ipv6(whole)).view());
        if ((control & 0x20U) != 0)
            subOptions(value.part(d.u8(value, Prefix6SubLength)), d);
    }
}

} // namespace

const ProtocolInfo info = {.abbreviation = "isis.lsp",
                           .title = "ISO 10589 ISIS Link State Protocol Data Unit",
                           .column = "ISIS LSP",
                           .fields = fields,
                           .hooks = hooks};

void option(std::uint8_t code, ByteReader& value, Dissection& d) {
    switch (code) {
    case 2:
        oldNeighbors(value, d);
        break;
    case 22:
        neighbors(value, d);
        break;
    case 128:
    case 130:
        prefixes(value, d);
        break;
    case 134:
        d.ipv4(value, RouterId);
        break;
    case 135:
        widePrefixes(value, d);
        break;
    case 137:
        d.text(value, HostName, value.remaining());
        break;
    case 236:
        prefixes6(value, d);
        break;
    default:
        sharedOption(code, value, d,
                     {.areaLength = AreaLength,
                      .area = AreaAddress,
                      .protocol = NetworkProtocol,
                      .ipv4 = InterfaceIpv4,
                      .ipv6 = InterfaceIpv6,
                      .topology = Topology});
    }
}

} // namespace tapscope::isis::link_state
