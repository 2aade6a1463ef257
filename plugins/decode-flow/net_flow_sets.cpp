#include "net_flow_sets.h"

#include "net_flow_records.h"

#include <decode/message_fields.h>

namespace tapscope::netflow {
namespace {

enum Set : std::uint16_t { Template9 = 0, Options9 = 1, Template = 2, Options = 3, firstData = 256 };
constexpr std::array sets = {ValueName{Template9, "Data Template (V9)"}, ValueName{Options9, "Options Template (V9)"},
                             ValueName{Template, "Data Template (V10 [IPFIX])"},
                             ValueName{Options, "Options Template (V10 [IPFIX])"}};
/// The most common information elements in templates (IANA's registry of IPFIX), by Cisco's names for version 9.
constexpr std::array kinds = {
    ValueName{1, "BYTES"},
    ValueName{2, "PKTS"},
    ValueName{3, "FLOWS"},
    ValueName{4, "PROTOCOL"},
    ValueName{5, "IP_TOS"},
    ValueName{6, "TCP_FLAGS"},
    ValueName{7, "L4_SRC_PORT"},
    ValueName{8, "IP_SRC_ADDR"},
    ValueName{9, "SRC_MASK"},
    ValueName{10, "INPUT_SNMP"},
    ValueName{11, "L4_DST_PORT"},
    ValueName{12, "IP_DST_ADDR"},
    ValueName{13, "DST_MASK"},
    ValueName{14, "OUTPUT_SNMP"},
    ValueName{15, "IP_NEXT_HOP"},
    ValueName{16, "SRC_AS"},
    ValueName{17, "DST_AS"},
    ValueName{18, "BGP_NEXT_HOP"},
    ValueName{21, "LAST_SWITCHED"},
    ValueName{22, "FIRST_SWITCHED"},
    ValueName{23, "OUT_BYTES"},
    ValueName{24, "OUT_PKTS"},
    ValueName{27, "IPV6_SRC_ADDR"},
    ValueName{28, "IPV6_DST_ADDR"},
    ValueName{29, "IPV6_SRC_MASK"},
    ValueName{30, "IPV6_DST_MASK"},
    ValueName{31, "FLOW_LABEL"},
    ValueName{32, "ICMP_TYPE"},
    ValueName{34, "SAMPLING_INTERVAL"},
    ValueName{35, "SAMPLING_ALGORITHM"},
    ValueName{40, "TOTAL_BYTES_EXP"},
    ValueName{41, "TOTAL_PKTS_EXP"},
    ValueName{42, "TOTAL_FLOWS_EXP"},
    ValueName{52, "MIN_TTL"},
    ValueName{53, "MAX_TTL"},
    ValueName{56, "SRC_MAC"},
    ValueName{58, "SRC_VLAN"},
    ValueName{59, "DST_VLAN"},
    ValueName{60, "IP_PROTOCOL_VERSION"},
    ValueName{61, "DIRECTION"},
    ValueName{62, "IPV6_NEXT_HOP"},
    ValueName{80, "DESTINATION_MAC"},
    ValueName{82, "IF_NAME"},
    ValueName{83, "IF_DESC"},
    ValueName{95, "APPLICATION_ID"},
    ValueName{96, "APPLICATION_NAME"},
    ValueName{136, "flowEndReason"},
    ValueName{148, "FLOW_ID"},
    ValueName{150, "flowStartSeconds"},
    ValueName{151, "flowEndSeconds"},
    ValueName{152, "flowStartMilliseconds"},
    ValueName{153, "flowEndMilliseconds"},
    ValueName{176, "ICMP_IPv4_TYPE"},
    ValueName{177, "ICMP_IPv4_CODE"},
    ValueName{180, "UDP_SRC_PORT"},
    ValueName{181, "UDP_DST_PORT"},
    ValueName{182, "TCP_SRC_PORT"},
    ValueName{183, "TCP_DST_PORT"},
};

/// The types of the first fields of an options template in NetFlow 9 (RFC 3954 section 6.1).
constexpr std::array scopeKinds = {ValueName{1, "System"}, ValueName{2, "Interface"}, ValueName{3, "Line Card"},
                                   ValueName{4, "NetFlow Cache"}, ValueName{5, "Template"}};

TemplateField decodeScope(ByteReader& bytes, Dissection& d) {
    const std::uint16_t kind = d.u16(bytes, ScopeKind);
    if (const auto name = nameOf(scopeKinds, kind); !name.empty())
        d.label("Scope Type: {} ({})", name, kind);
    return {kind, d.u16(bytes, FieldLength)};
}

/// One field of a template. In IPFIX, an enterprise number follows a field whose highest bit is set.
TemplateField decodeTemplateField(ByteReader& bytes, Dissection& d, bool isIpfix) {
    constexpr std::uint16_t isEnterprise = TemplateField::isEnterprise;
    const ByteRange range = rangeAhead(bytes, 2);
    const std::uint16_t kind = bytes.u16();
    if (bytes.overrun())
        return {};
    if (isIpfix)
        d.add(FieldIsEnterprise, range, kind);
    const bool hasEnterprise = isIpfix && (kind & isEnterprise) != 0;
    d.add(!isIpfix ? FieldKind : hasEnterprise ? EnterpriseKind : IpfixKind, range, kind);
    if (!hasEnterprise) {
        if (const auto name = nameOf(kinds, kind); !name.empty())
            d.label("Type: {} ({})", name, kind);
    }
    const std::uint16_t length = d.u16(bytes, FieldLength);
    if (hasEnterprise)
        d.u32(bytes, Enterprise);
    return {kind, length};
}

/// Whether a template follows; otherwise, there is padding or nothing.
bool beginsTemplate(const ByteReader& bytes) noexcept {
    constexpr std::size_t smallest = 4;
    return bytes.has(smallest) && (bytes.peek() != 0 || bytes.peek(1) != 0);
}

void decodeTemplate(ByteReader& bytes, Dissection& d, Session& session, bool hasScope) {
    const bool isIpfix = session.version == ipfix;
    RecordTemplate form;
    const std::uint16_t id = d.u16(bytes, TemplateId);
    const auto nest = d.nest();
    std::size_t count = 0;
    if (hasScope && !isIpfix) { // the lengths are in octets, and each field takes four
        const std::uint16_t scope = d.u16(bytes, ScopeLength);
        count = (std::size_t{scope} + d.u16(bytes, OptionLength)) / 4;
        form.scopes = static_cast<std::uint8_t>(std::min<std::size_t>(scope / 4, RecordTemplate::mostFields));
    } else {
        count = d.u16(bytes, hasScope ? TotalCount : FieldCount);
        if (hasScope)
            d.u16(bytes, ScopeCount);
    }
    d.infoAppend("{}", id);
    bool isKnown = true; // otherwise, its records stay octets
    for (std::size_t i = 0; i < count; ++i) {
        if (bytes.atEnd() || bytes.overrun()) {
            isKnown = false;
            break;
        }
        isKnown = form.add(i < form.scopes ? decodeScope(bytes, d) : decodeTemplateField(bytes, d, isIpfix)) && isKnown;
    }
    if (bytes.overrun())
        return;
    session.templates.announce(session.domain, id, isKnown ? form : RecordTemplate{});
}

void decodeTemplates(ByteReader& bytes, Dissection& d, Session& session, std::uint16_t set) {
    const bool hasScope = set == Options || set == Options9;
    d.infoAppend(" [{}-Template:", hasScope ? "Options" : "Data");
    for (bool isFirst = true; beginsTemplate(bytes); isFirst = false) {
        if (!isFirst)
            d.infoAppend(",");
        decodeTemplate(bytes, d, session, hasScope);
    }
    d.infoAppend("]");
    if (!bytes.atEnd())
        d.data(bytes, Padding, bytes.remaining());
}

} // namespace

void decodeSets(ByteReader& bytes, Dissection& d, Session& session) {
    constexpr std::size_t head = 4;
    while (!bytes.atEnd() && !bytes.overrun()) {
        const std::uint16_t set = d.u16(bytes, SetId);
        if (const auto name = nameOf(sets, set); !name.empty())
            d.label("FlowSet Id: {} ({})", name, set);
        const auto nest = d.nest();
        const std::size_t length = d.u16(bytes, SetLength);
        if (bytes.overrun())
            return;
        if (length < head) {
            d.malformed("a set that is shorter than its header");
            return;
        }
        ByteReader content = bytes.part(length - head);
        const bool isWhole = content.remaining() == length - head;
        const bool isTemplate = session.version == ipfix ? set == Template || set == Options : set <= Options9;
        if (isTemplate) {
            decodeTemplates(content, d, session, set);
        } else if (set >= firstData) {
            d.infoAppend(" [Data:{}]", set);
            if (const auto form = session.templates.next(session.domain, set))
                decodeRecords(content, d, *form);
        }
        if (!content.atEnd() && !content.overrun())
            d.data(content, SetData, content.remaining());
        if (!isWhole || content.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::netflow
